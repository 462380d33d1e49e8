package berkeley.launcher.process;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.recording.RecordLine;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A cluster that there is not, in the lines of a record: five looks a second at each node and a
 * round a second. Offsets wander within some microseconds. For one thread.
 */
final class SyntheticRecord {

  private static final long LOOK_NANOS = 200_000_000;
  private static final int LOOKS_A_ROUND = 5;
  private static final String MASTER = "n0";

  private final int nodes;
  private final Consumer<RecordLine> sink;
  private final Random random = new Random(7);
  private long looks;
  private long rounds;

  /**
   * Writes the header.
   *
   * @param nodes how many there are, the master included
   * @param sink takes the lines
   */
  SyntheticRecord(int nodes, Consumer<RecordLine> sink) {
    this.nodes = nodes;
    this.sink = sink;
    List<RecordLine.Planned> planned =
        IntStream.range(0, nodes).mapToObj(i -> new RecordLine.Planned(id(i), 0, 0)).toList();
    sink.accept(
        new RecordLine.Header(
            "synthetic",
            "2000-01-01T00:00:00Z",
            0,
            1_000_000_000,
            "median",
            500,
            7,
            planned,
            "elected"));
  }

  /** Appends a second: five samples and a round, whose number is returned. */
  long second() {
    for (int i = 0; i < LOOKS_A_ROUND; i++) {
      looks++;
      IntStream.range(0, nodes).forEach(this::look);
    }
    rounds++;
    List<MemberReport> members = IntStream.range(1, nodes).mapToObj(this::member).toList();
    RoundReport report = new RoundReport(rounds, 1, MASTER, 3_000_000, wander(), 0, members);
    Map<String, Long> errors = Map.of(id(1), wander());
    sink.accept(new RecordLine.Round(atNanos(), report, 8_000L, errors));
    return rounds;
  }

  private void look(int node) {
    NodeStatus status =
        new NodeStatus(
            id(node),
            1,
            node + 1,
            node == 0 ? Role.MASTER : Role.SLAVE,
            NodeState.SYNCHRONISED,
            1,
            MASTER,
            new Reading(atNanos(), atNanos() + wander()),
            60_000 + Math.abs(wander()),
            20 * random.nextDouble(),
            random.nextDouble(),
            wander(),
            rounds,
            0,
            atNanos(),
            "test");
    sink.accept(new RecordLine.Sample(atNanos(), status, new TrueOffset(wander(), 10)));
  }

  private MemberReport member(int node) {
    return new MemberReport(
        id(node), Outcome.ACCEPTED, "", wander(), 60_000, 120_000 + Math.abs(wander()), wander());
  }

  private long atNanos() {
    return looks * LOOK_NANOS;
  }

  private long wander() {
    return Math.round(4_000 * random.nextGaussian());
  }

  private static String id(int node) {
    return "n" + node;
  }
}
