package berkeley.harness.report;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
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
import java.util.function.Consumer;

/** What a record holds, collected line by line for the page. For one thread. */
final class RunDigest implements Consumer<RecordLine> {

  /** The page lists so many events; a node that joins and leaves for an hour causes thousands. */
  static final int MOST_EVENTS = 1_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<String, NodeDigest> nodes = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();

  /** The time, and the true spread of the nodes that one look add. */
  private final TimeSeries spreads = new TimeSeries(2);

  /** The round trip, the bound reported, the true error. */
  private final TimeSeries errors = new TimeSeries(3);

  private LongSummaryStatistics look = new LongSummaryStatistics();
  private long lookNanos = -1;
  private Header header;
  private long eventsLeftOut;
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
      spreads.add(lookNanos / NANOS_PER_SECOND, (double) (look.getMax() - look.getMin()));
    }
    look = new LongSummaryStatistics();
  }

  private void accept(Round round) {
    rounds++;
    newestTerm = round.report().term();
    master = round.report().master();
    for (MemberReport member : round.report().members()) {
      Long error = round.trueErrors().get(member.id());
      node(member.id()).addOutcome(member, error);
      if (member.outcome() != Outcome.UNREACHABLE) {
        errors.add(
            member.rttNanos(),
            member.errorBoundNanos(),
            error == null ? Double.NaN : Math.abs((double) error));
      }
    }
  }

  private void accept(Event event) {
    if (events.size() < MOST_EVENTS) {
      events.add(event);
    } else {
      eventsLeftOut++;
    }
  }

  private NodeDigest node(String id) {
    return nodes.computeIfAbsent(id, key -> new NodeDigest());
  }

  Header header() {
    return header;
  }

  Map<String, NodeDigest> nodes() {
    return nodes;
  }

  List<Event> events() {
    return events;
  }

  long eventsLeftOut() {
    return eventsLeftOut;
  }

  TimeSeries spreads() {
    return spreads;
  }

  TimeSeries errors() {
    return errors;
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
