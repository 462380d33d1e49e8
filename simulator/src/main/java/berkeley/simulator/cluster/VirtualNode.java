package berkeley.simulator.cluster;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.master.MasterClock;
import berkeley.node.CorrectionListener;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.NodeService;
import berkeley.node.Reign;
import berkeley.node.UpstreamLink;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.discipline.EdgeServo;
import berkeley.node.discipline.ServoSettings;
import berkeley.simulator.world.OscillatorModel;
import java.time.Duration;
import java.util.Random;

/**
 * A node as it really is, from its clock to its remote object, on a modelled oscillator.
 *
 * <p>Not safe for use by several threads.
 */
public final class VirtualNode {

  /** As a node's own default. */
  private static final Duration HOLDOVER_AFTER = Duration.ofMillis(2_500);

  private final String id;
  private final OscillatorModel counter;
  private final ServoSettings servo;
  private final NodeClock clock;
  private final NodeCore core;

  /**
   * A newcomer.
   *
   * @param id its name
   * @param counter its host's counter
   * @param startNanos what its clock shows now, nanoseconds since the Unix epoch
   */
  public VirtualNode(String id, OscillatorModel counter, long startNanos) {
    this(id, counter, startNanos, ServoSettings.defaults());
  }

  /**
   * A newcomer with another servo.
   *
   * @param id its name
   * @param counter its host's counter
   * @param startNanos what its clock shows now, nanoseconds since the Unix epoch
   * @param servo what its servo assumes
   */
  public VirtualNode(String id, OscillatorModel counter, long startNanos, ServoSettings servo) {
    this(id, counter, startNanos, servo, CorrectionListener.NONE);
  }

  /**
   * A newcomer whose corrections are watched.
   *
   * @param id its name
   * @param counter its host's counter
   * @param startNanos what its clock shows now, nanoseconds since the Unix epoch
   * @param servo what its servo assumes
   * @param corrections told of each correction that it applies
   */
  public VirtualNode(
      String id,
      OscillatorModel counter,
      long startNanos,
      ServoSettings servo,
      CorrectionListener corrections) {
    this(id, 1, counter, startNanos, servo, corrections);
  }

  private VirtualNode(
      String id,
      long incarnation,
      OscillatorModel counter,
      long startNanos,
      ServoSettings servo,
      CorrectionListener corrections) {
    this.id = id;
    this.counter = counter;
    this.servo = servo;
    this.clock =
        new NodeClock(
            new SteeredClock(counter::getAsLong, startNanos),
            new Discipline(ClockLimits.UNSTEERED, new EdgeServo(servo)),
            HOLDOVER_AFTER,
            Runnable::run);
    this.core =
        new NodeCore(id, incarnation, clock, corrections, new Random(id.hashCode() + incarnation));
  }

  /**
   * Returns a newcomer of the same name on the same counter: the node's next life.
   *
   * @param incarnation the number of that life, not 1
   * @param start what its clock shows now, nanoseconds since the Unix epoch
   */
  public VirtualNode restarted(long incarnation, long start) {
    return new VirtualNode(id, incarnation, counter, start, servo, CorrectionListener.NONE);
  }

  /** Its name. */
  public String id() {
    return id;
  }

  /** What drives it. */
  public OscillatorModel counter() {
    return counter;
  }

  /** Node time now, as whoever asks it is told. */
  public long nodeTime() {
    return core.nodeTime();
  }

  /** The clock that its applications hold. */
  public NodeClock clock() {
    return clock;
  }

  /** What it says of itself now. */
  public NodeStatus status() {
    return core.status();
  }

  /** What it answers. */
  public NodeService service() {
    return core;
  }

  /** Its clock as a master reads and corrects it. */
  public MasterClock masterClock() {
    return core;
  }

  /**
   * Makes it lead a group below a parent, for which it waits.
   *
   * @param timeout for how long
   * @return what the parent finds
   */
  public NodeService leadBelowParent(Duration timeout) {
    UpstreamLink link = new UpstreamLink(core, id, timeout);
    core.leadFrom(
        new Reign(
            ScenarioMaster.TERM,
            id,
            core.ticks() + ErrorBound.FOR_GOOD_NANOS,
            ErrorBound.FOR_GOOD_NANOS,
            false),
        false);
    return link;
  }

  /** Makes it lead without a master's own rounds: what it is told of them is told by others. */
  public void leadAsTold() {
    core.leadFrom(
        new Reign(
            ScenarioMaster.TERM,
            id,
            core.ticks() + ErrorBound.FOR_GOOD_NANOS,
            ErrorBound.FOR_GOOD_NANOS,
            false),
        false);
  }

  /** Returns the node without its network, for a driver. */
  public NodeCore core() {
    return core;
  }
}
