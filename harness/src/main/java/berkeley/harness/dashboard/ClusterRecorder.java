package berkeley.harness.dashboard;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.ProgramName;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusClient;
import berkeley.harness.status.StatusReading;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.recording.RecordComposer;
import berkeley.simulator.recording.RecordLine;
import berkeley.transport.ticks.HostTicks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Watches a running cluster by surveying it again and again, and turns what it sees into the lines
 * of a record. The true offset of a node that counts on this host's counter is exact to some
 * microseconds; that of others is left open. For one thread.
 */
public final class ClusterRecorder {

  private static final long LOOK_PERIOD_MILLIS = 120;
  private static final long LOOK_PERIOD_PER_NODE_MILLIS = 8;

  /** The rates of two clocks differ by this at most. */
  private static final double RATES_DIFFER_PPM = 1_500;

  private final StatusClient client;
  private final String where;
  private final Consumer<RecordLine> sink;
  private final RecordComposer composer;
  private final long startTicks = HostTicks.now();
  private String newestProgress = "";
  private long newestTerm;
  private long newestRound = -1;

  /**
   * Creates a recorder of one cluster.
   *
   * @param client surveys it
   * @param where the registries, in words
   * @param sink receives the lines
   */
  public ClusterRecorder(StatusClient client, String where, Consumer<RecordLine> sink) {
    this.client = client;
    this.where = where;
    this.sink = sink;
    this.composer = new RecordComposer(sink);
    sink.accept(
        new RecordLine.Header(
            ProgramName.nameAndVersion(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            startTicks,
            0,
            "",
            ClockLimits.UNSTEERED.maxSlewPpm(),
            0,
            List.of(),
            ""));
  }

  /** Watches the cluster until the thread is interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      int nodes = look();
      TimeUnit.MILLISECONDS.sleep(
          Math.max(LOOK_PERIOD_MILLIS, nodes * LOOK_PERIOD_PER_NODE_MILLIS));
    }
  }

  private int look() throws InterruptedException {
    ClusterStatus survey = client.survey();
    Snapshot snapshot = snapshot(survey);
    long at = HostTicks.now() - startTicks;
    survey
        .newestRound()
        .filter(this::isNew)
        .ifPresent(round -> composer.round(at, round, snapshot));
    composer.looked(at, snapshot);
    progress(at, waitingFor(survey));
    return survey.nodes().size();
  }

  private boolean isNew(RoundReport round) {
    boolean isNew =
        round.term() > newestTerm || (round.term() == newestTerm && round.round() > newestRound);
    if (isNew) {
      newestTerm = round.term();
      newestRound = round.round();
    }
    return isNew;
  }

  private void progress(long at, String text) {
    if (!text.equals(newestProgress)) {
      newestProgress = text;
      sink.accept(new RecordLine.Progress(at, text));
    }
  }

  private String waitingFor(ClusterStatus survey) {
    if (!survey.nodes().isEmpty()) {
      return survey.leader().isPresent() ? "" : "waiting for a master: nobody leads yet";
    }
    return survey.missingRegistries().isEmpty()
        ? "waiting for nodes: the registry at %s knows none that answers".formatted(where)
        : "waiting for a registry at %s (%s)"
            .formatted(where, survey.missingRegistries().get(0).reason());
  }

  private static Snapshot snapshot(ClusterStatus survey) {
    Set<String> here =
        survey.readings().stream()
            .filter(StatusReading::isOnThisHost)
            .map(reading -> reading.status().id())
            .collect(Collectors.toSet());
    Optional<NodeStatus> master = survey.leader().filter(leader -> here.contains(leader.id()));
    return new Snapshot(
        survey.nodes().stream()
            .map(
                node ->
                    new Sighting(
                        node,
                        master
                            .filter(leader -> here.contains(node.id()))
                            .map(leader -> trueOffset(node, leader))
                            .orElse(TrueOffset.UNKNOWN),
                        master.map(NodeStatus::state).orElse(NodeState.NEWCOMER)))
            .toList());
  }

  private static TrueOffset trueOffset(NodeStatus node, NodeStatus master) {
    long apart = Math.abs(node.reading().ticksNanos() - master.reading().ticksNanos());
    return new TrueOffset(
        node.reading().offsetAgainst(master.reading()),
        (long) Math.ceil(apart * RATES_DIFFER_PPM * 1e-6));
  }
}
