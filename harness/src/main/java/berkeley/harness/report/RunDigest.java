package berkeley.harness.report;

import static java.util.Objects.requireNonNull;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.End;
import berkeley.simulator.recording.RecordLine.Event;
import berkeley.simulator.recording.RecordLine.Fault;
import berkeley.simulator.recording.RecordLine.Header;
import berkeley.simulator.recording.RecordLine.Progress;
import berkeley.simulator.recording.RecordLine.Round;
import berkeley.simulator.recording.RecordLine.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a record holds, collected line by line for the page. For one thread. */
final class RunDigest implements Consumer<RecordLine> {

  private final Map<String, NodeDigest> nodes = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();

  private OptionalLong firstSpread = OptionalLong.empty();
  private OptionalLong lastSpread = OptionalLong.empty();
  private LongSummaryStatistics look = new LongSummaryStatistics();
  private long lookNanos = -1;
  private @Nullable Header header;
  private long rounds;
  private long newestTerm;
  private String master = "";
  private long lastNanos;
  private boolean ended;

  @Override
  public void accept(RecordLine line) {
    lastNanos = Math.max(lastNanos, line.atNanos());
    if (line instanceof Header first) {
      header = first;
    } else if (line instanceof Sample sample) {
      accept(sample);
    } else if (line instanceof Round round) {
      accept(round);
    } else if (line instanceof Event event) {
      accept(event);
    } else if (line instanceof End) {
      ended = true;
    } else if (!(line instanceof Progress) && !(line instanceof Fault)) { // words; said by an event
      throw new IllegalStateException("unknown line " + line);
    }
  }

  /** Samples of one look have one time; its spread is known once the next look begins. */
  private void accept(Sample sample) {
    node(sample.status().id()).add(sample);
    if (sample.atNanos() != lookNanos) {
      endLook();
      lookNanos = sample.atNanos();
    }
    if (sample.offset().isKnown()) {
      look.accept(sample.offset().nanos());
    }
  }

  private void endLook() {
    if (look.getCount() > 1) {
      lastSpread = OptionalLong.of(look.getMax() - look.getMin());
      firstSpread = firstSpread.isPresent() ? firstSpread : lastSpread;
    }
    look = new LongSummaryStatistics();
  }

  private void accept(Round round) {
    rounds++;
    newestTerm = round.report().term();
    master = round.report().master();
    for (MemberReport member : round.report().members()) {
      Long error =
          member.outcome() == Outcome.ACCEPTED ? round.trueErrors().get(member.id()) : null;
      node(member.id()).addOutcome(member, error);
    }
  }

  private void accept(Event event) {
    events.add(event);
    if (event.kind() == EventKind.SILENCE && !event.id().isEmpty()) {
      node(event.id()).fellSilent();
    }
  }

  private NodeDigest node(String id) {
    return nodes.computeIfAbsent(id, key -> new NodeDigest());
  }

  /** Returns the first line, with which each record begins. */
  Header header() {
    return requireNonNull(header);
  }

  Map<String, NodeDigest> nodes() {
    return nodes;
  }

  List<Event> events() {
    return events;
  }

  /** Returns the true spread of the first look in which it is known. */
  OptionalLong firstSpread() {
    endLook();
    return firstSpread;
  }

  /** Returns the true spread of the last look in which it is known. */
  OptionalLong lastSpread() {
    endLook();
    return lastSpread;
  }

  long rounds() {
    return rounds;
  }

  long newestTerm() {
    return newestTerm;
  }

  String master() {
    return master;
  }

  long lastNanos() {
    return lastNanos;
  }

  /** Returns whether the run ended in good order. */
  boolean hasEnded() {
    return ended;
  }
}
