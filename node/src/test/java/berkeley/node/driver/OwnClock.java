package berkeley.node.driver;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.Statement;
import berkeley.master.ClusterTime;
import berkeley.master.MasterClock;
import berkeley.master.MovableTime;
import berkeley.master.UpstreamState;
import java.util.ArrayList;
import java.util.List;

/** The master's own clock, a member of long standing that shows its host's ticks. */
final class OwnClock implements MasterClock {

  private static final Statement STEADY = new Statement(5, 6, 1_000_000_000L, true);

  private final HandDrivenEnvironment environment;
  private final List<Adjustment> received = new ArrayList<>();
  private final Moves moves = new Moves();
  private UpstreamState upstream = UpstreamState.NONE;
  private RuntimeException fault;
  private Statement before = STEADY;
  private Statement statement = STEADY;
  private long fromTicks = Long.MIN_VALUE / 2;
  private long doubtNanos;
  private long obeyedTerm;
  private boolean newcomer;

  /** What its cluster time is told to do; it moves only when a test says so. */
  static final class Moves implements MovableTime {
    private final List<String> told = new ArrayList<>();
    private Runnable onHold = () -> {};
    long leftNanos;
    long lastsNanos;

    /** Returns what it was told, oldest first, without the mere questions. */
    List<String> told() {
      return List.copyOf(told);
    }

    @Override
    public void announce() {
      told.add("announce");
    }

    @Override
    public void conclude() {
      told.add("conclude");
    }

    @Override
    public void stay() {
      told.add("stay");
    }

    @Override
    public long leftNanos() {
      return leftNanos;
    }

    @Override
    public long lastsNanos() {
      return lastsNanos;
    }

    @Override
    public void hold() {
      told.add("hold");
      onHold.run();
    }
  }

  OwnClock(HandDrivenEnvironment environment) {
    this.environment = environment;
    moves.onHold = () -> become(new Statement(5, 6, 0, true));
  }

  /** Makes its node obey a newer term. */
  void obey(long term) {
    obeyedTerm = term;
  }

  /** Makes its next correction fail: a fault of the program. */
  void breakNextCorrection(RuntimeException how) {
    fault = how;
  }

  void becomeNewcomer(boolean whether) {
    newcomer = whether;
  }

  void follow(UpstreamState parent) {
    upstream = parent;
  }

  /** Sets how far cluster time may be from what it shows. */
  void doubt(long nanos) {
    doubtNanos = nanos;
  }

  /** Sets what it says of cluster time. */
  void become(Statement said) {
    statement = said;
  }

  /** Sets what it says of cluster time from some ticks on. */
  void becomeFrom(long ticks, Statement said) {
    before = statement;
    fromTicks = ticks;
    statement = said;
  }

  /** Returns its corrections, oldest first. */
  List<Adjustment> received() {
    return List.copyOf(received);
  }

  @Override
  public long ticks() {
    return environment.ticks();
  }

  @Override
  public ClusterTime clusterAt(long ticks) {
    return new ClusterTime(ticks, doubtNanos, ticks - fromTicks < 0 ? before : statement);
  }

  @Override
  public long ticksShowing(long nodeNanos) {
    return nodeNanos;
  }

  @Override
  public Statement epoch() {
    return statement.withoutGoodFor();
  }

  @Override
  public boolean newcomer() {
    return newcomer;
  }

  @Override
  public UpstreamState upstream() {
    return upstream;
  }

  @Override
  public Moves line() {
    return moves;
  }

  @Override
  public void adjust(Adjustment correction) {
    if (fault != null) {
      RuntimeException thrown = fault;
      fault = null;
      throw thrown;
    }
    if (obeyedTerm > correction.term()) {
      throw new StaleTermException(correction.term(), obeyedTerm, "n");
    }
    received.add(correction);
  }
}
