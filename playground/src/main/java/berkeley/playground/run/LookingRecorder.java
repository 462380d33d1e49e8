package berkeley.playground.run;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.observation.NewestMaster;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.recording.RecordComposer;
import berkeley.simulator.recording.RecordLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at a cluster from outside time, and hands on the lines of its record: a look at regular
 * times, one as a master begins to ask, and one after each round. All nodes are read at one
 * instant, so true offsets are exact.
 */
final class LookingRecorder {

  /** A question that comes so long after another is the first of a round. */
  private static final long APART_NANOS = 5_000_000;

  /** Where looks are far apart, rounds may be too: so many of them to a look. */
  private static final long ROUNDS_TO_A_LOOK = 2;

  private static final long FAR_APART_NANOS = 5_000_000_000L;

  private final PlayedCluster cluster;
  private final RecordComposer composer;
  private long everyNanos = 200_000_000;
  private long nextNanos;
  private long askedNanos = -APART_NANOS;
  private long nextRoundNanos;

  LookingRecorder(PlayedCluster cluster, Consumer<RecordLine> sink) {
    this.cluster = cluster;
    this.composer = new RecordComposer(sink);
  }

  /** Sets how long it is from one look to the next, from the next look on. */
  void every(long nanos) {
    everyNanos = nanos;
    nextRoundNanos = everyNanos < FAR_APART_NANOS ? 0 : nextRoundNanos;
  }

  /** Looks at the regular times up to the given one, while the cluster runs until then. */
  void runUntil(long nanos) {
    while (nextNanos <= nanos) {
      cluster.runUntil(nextNanos);
      look();
      nextNanos += everyNanos;
    }
    cluster.runUntil(nanos);
  }

  /** Looks now. */
  void look() {
    composer.looked(cluster.time().now(), snapshot());
  }

  /** Records a round that is just over; where looks are far apart, not each. */
  void round(RoundReport report) {
    long now = cluster.time().now();
    if (now < nextRoundNanos) {
      return;
    }
    nextRoundNanos = everyNanos < FAR_APART_NANOS ? 0 : now + everyNanos / ROUNDS_TO_A_LOOK;
    Snapshot after = snapshot();
    composer.round(now, report, after);
    composer.looked(now, after);
  }

  /** Returns the same carrier, which lets it look before the first question of a round. */
  MessageCarrier watching(MessageCarrier carrier) {
    return (from, to, kind, arrival) -> {
      if (kind == MessageCarrier.Kind.PROBE) {
        long now = cluster.time().now();
        if (now - askedNanos >= APART_NANOS && now >= nextRoundNanos) {
          look();
        }
        askedNanos = now;
      }
      carrier.send(from, to, kind, arrival);
    };
  }

  /** Returns who leads in the newest term, of those that answer. */
  Optional<NodeStatus> leader() {
    return NewestMaster.of(cluster.answering().stream());
  }

  private Snapshot snapshot() {
    List<NodeStatus> answering = cluster.answering();
    Optional<NodeStatus> leader = NewestMaster.of(answering.stream());
    NodeState state = leader.map(NodeStatus::state).orElse(NodeState.NEWCOMER);
    return new Snapshot(
        answering.stream()
            .map(
                status ->
                    new Sighting(
                        status,
                        leader
                            .map(
                                master ->
                                    new TrueOffset(
                                        status.reading().offsetAgainst(master.reading()), 0))
                            .orElse(TrueOffset.UNKNOWN),
                        state))
            .toList());
  }
}
