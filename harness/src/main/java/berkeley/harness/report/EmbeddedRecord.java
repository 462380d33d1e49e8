package berkeley.harness.report;

import berkeley.harness.record.RecordJson;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.Header;
import berkeley.simulator.recording.RecordLine.Progress;
import berkeley.simulator.recording.RecordLine.Round;
import berkeley.simulator.recording.RecordLine.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * The record as it goes into the page: thinned so that the page stays small, and compressed. All
 * events and faults are in it; what else was left out it can say. For one thread.
 */
final class EmbeddedRecord implements Consumer<RecordLine> {

  /** Some 70 bytes each, compressed. */
  private static final int MOST_SAMPLES = 24_000;

  /** Some 30 bytes a member, compressed. */
  private static final int MOST_ROUNDS = 4_000;

  /** How long after its last sample a node counts as silent, unless samples are missing. */
  private static final long STALE_NANOS = 2_500_000_000L;

  private final SampleThinner samples = new SampleThinner(MOST_SAMPLES);
  private final List<RecordLine> others = new ArrayList<>();
  private List<Round> rounds = new ArrayList<>();
  private int everyRound = 1;
  private long roundCount;
  private Optional<Header> header = Optional.empty();

  @Override
  public void accept(RecordLine line) {
    if (line instanceof Header first) {
      header = Optional.of(first);
    } else if (line instanceof Sample sample) {
      samples.add(sample);
    } else if (line instanceof Round round) {
      add(round);
    } else if (!(line instanceof Progress)) {
      others.add(line);
    }
  }

  private void add(Round round) {
    if (roundCount++ % everyRound == 0) {
      rounds.add(round);
    }
    if (rounds.size() > MOST_ROUNDS) {
      everyRound *= 2;
      List<Round> kept = new ArrayList<>();
      for (int i = 0; i < rounds.size(); i += 2) {
        kept.add(rounds.get(i));
      }
      rounds = kept;
    }
  }

  /** Returns what was left out, in words; empty if nothing was. */
  String leftOut() {
    List<String> parts = new ArrayList<>();
    if (samples.factor() > 1) {
      parts.add(
          "of each node about every %d. sample, all extremes among them"
              .formatted(samples.factor()));
    }
    if (everyRound > 1) {
      parts.add("every %d. round".formatted(everyRound));
    }
    return parts.isEmpty()
        ? ""
        : "This is a long run: the drawings show %s. The record has them all."
            .formatted(String.join(", and ", parts));
  }

  /** Returns the lines as gzip, in base 64. */
  String text() {
    List<RecordLine> lines = new ArrayList<>(rounds);
    lines.addAll(samples.kept());
    lines.addAll(others);
    lines.sort(Comparator.comparingLong(RecordLine::atNanos)); // stable: rounds before looks
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      if (header.isPresent()) {
        String first = RecordJson.of(header.get());
        long stale = STALE_NANOS * 2 * samples.factor();
        write(
            out,
            samples.factor() == 1
                ? first
                : first.substring(0, first.length() - 1) + ",\"stale_ns\":%d}".formatted(stale));
      }
      for (RecordLine line : lines) {
        write(out, RecordJson.of(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  private static void write(GZIPOutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }
}
