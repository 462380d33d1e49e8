package berkeley.simulator.recording;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.TrueOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a record. Every line but the header has the time of its observation: nanoseconds of
 * the observer's ticks since the record began.
 */
public sealed interface RecordLine {

  /** Returns nanoseconds since the record began; 0 for the header. */
  long atNanos();

  /**
   * The first line: what was observed.
   *
   * @param program which program wrote it, with its version
   * @param startedUtc the host's wall clock at the start, for people; nothing else hangs on it
   * @param startTicksNanos the observer's ticks at the start
   * @param periodNanos the time between rounds; 0 where the observer does not know it
   * @param average how the offsets become one; empty where the observer does not know it
   * @param maxSlewPpm the slew that nodes declare
   * @param seed what random values followed from; 0 where there were none
   * @param nodes the faults that the nodes started with; empty where they are not known
   * @param mastership {@code elected}, {@code fixed}, or empty where the observer does not know it
   */
  record Header(
      String program,
      String startedUtc,
      long startTicksNanos,
      long periodNanos,
      String average,
      double maxSlewPpm,
      long seed,
      List<Planned> nodes,
      String mastership)
      implements RecordLine {

    /** Copies the list. */
    public Header {
      nodes = List.copyOf(nodes);
    }

    @Override
    public long atNanos() {
      return 0;
    }
  }

  /**
   * What a node started with.
   *
   * @param id its name
   * @param offsetNanos by how much its clock was ahead
   * @param driftPpm by how much its oscillator runs fast
   */
  record Planned(String id, long offsetNanos, double driftPpm) {}

  /** How the cluster comes up, or what is waited for, in words. */
  record Progress(long atNanos, String text) implements RecordLine {}

  /** A look at one node; its true offset is against the master of that moment. */
  record Sample(long atNanos, NodeStatus status, TrueOffset offset) implements RecordLine {}

  /**
   * A round.
   *
   * @param atNanos when it was seen
   * @param report what the master found
   * @param spreadNanos the true spread just after it; null where it is not known
   * @param trueErrors by member, how far the measured offset was from the true one; only where that
   *     was certain
   */
  record Round(
      long atNanos, RoundReport report, @Nullable Long spreadNanos, Map<String, Long> trueErrors)
      implements RecordLine {

    /** Copies the map. */
    public Round {
      trueErrors = Map.copyOf(trueErrors);
    }
  }

  /**
   * Something that happened.
   *
   * @param atNanos when it was seen
   * @param kind of what kind
   * @param id the node that it happened to; empty for the whole cluster
   * @param text the same in words
   */
  record Event(long atNanos, EventKind kind, String id, String text) implements RecordLine {}

  /**
   * A fault that begins to be in force at a node, or ends: the same as an event's words, for
   * programs.
   *
   * @param atNanos when it was ordered
   * @param id the node
   * @param fault {@code kill}, {@code freeze}, {@code lie}, {@code drift}, {@code delay} or {@code
   *     cut}
   * @param inForce whether it begins
   * @param amounts how much of it there is, by a key that names the unit; empty where it ends
   */
  record Fault(long atNanos, String id, String fault, boolean inForce, Map<String, Long> amounts)
      implements RecordLine {

    /** Copies the map. */
    public Fault {
      amounts = Map.copyOf(amounts);
    }
  }

  /** The last line of a record that was ended in good order. */
  record End(long atNanos, String text) implements RecordLine {}
}
