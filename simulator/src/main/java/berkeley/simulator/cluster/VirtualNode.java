package berkeley.simulator.cluster;

import berkeley.api.ClockRemote;
import berkeley.api.NodeStatus;
import berkeley.master.MasterClock;
import berkeley.simulator.world.Crystal;
import berkeley.slave.NodeClock;
import berkeley.slave.NodeCore;
import berkeley.slave.ParentLink;
import berkeley.slave.clock.Oscillator;
import berkeley.slave.clock.SteeredClock;
import berkeley.slave.discipline.Discipline;
import berkeley.slave.discipline.DisciplineSettings;
import berkeley.slave.discipline.EdgeServo;
import berkeley.slave.discipline.ServoSettings;
import berkeley.slave.rmi.NodeServant;
import java.time.Duration;

/**
 * A node as it really is, from its clock to its remote object, on a modelled oscillator.
 *
 * <p>Not safe for use by several threads.
 */
public final class VirtualNode {

  /** As a node's own default. */
  private static final Duration HOLDOVER_AFTER = Duration.ofMillis(2_500);

  private final String id;
  private final Crystal crystal;
  private final NodeClock clock;
  private final NodeCore core;

  /**
   * A newcomer.
   *
   * @param id its name
   * @param crystal its host's counter
   * @param startNanos what its clock shows now, nanoseconds since the Unix epoch
   */
  public VirtualNode(String id, Crystal crystal, long startNanos) {
    this(id, crystal, startNanos, ServoSettings.defaults());
  }

  /**
   * A newcomer with another servo.
   *
   * @param id its name
   * @param crystal its host's counter
   * @param startNanos what its clock shows now, nanoseconds since the Unix epoch
   * @param servo what its servo assumes
   */
  public VirtualNode(String id, Crystal crystal, long startNanos, ServoSettings servo) {
    this.id = id;
    this.crystal = crystal;
    this.clock =
        new NodeClock(
            new SteeredClock(crystal, Oscillator.PERFECT, startNanos),
            new Discipline(DisciplineSettings.DEFAULT, new EdgeServo(servo)),
            HOLDOVER_AFTER);
    this.core = new NodeCore(id, 1, clock);
  }

  /** Its name. */
  public String id() {
    return id;
  }

  /** What drives it. */
  public Crystal crystal() {
    return crystal;
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

  /** Its remote object. */
  public ClockRemote remote() {
    return new NodeServant(core);
  }

  /** Its clock as a master reads and corrects it. */
  public MasterClock masterClock() {
    return core;
  }

  /**
   * Has it lead a group below a parent, for which it waits.
   *
   * @param patience for how long
   * @return the remote object that the parent finds
   */
  public NodeServant leadBelowParent(Duration patience) {
    ParentLink link = new ParentLink(core, id, patience);
    core.leadFrom(VirtualMaster.TERM);
    return new NodeServant(link);
  }

  /** Has it lead without a master's own rounds: what it is told of them is told by others. */
  public void leadAsTold() {
    core.leadFrom(VirtualMaster.TERM);
  }

  NodeCore core() {
    return core;
  }
}
