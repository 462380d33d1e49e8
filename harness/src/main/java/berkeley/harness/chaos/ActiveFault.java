package berkeley.harness.chaos;

import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.fault.RequiredOutcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * A fault that was injected: until it ends, until it is undone (a restarted process is ready), and
 * until the cluster has recovered. For one thread.
 */
final class ActiveFault {

  private final PlannedFault plan;
  private final List<ChaosMember> targets;
  private final String description;
  private final long beganTicks;
  private final Runnable undo;
  private final BooleanSupplier isUndone;
  private boolean ended;
  private OptionalLong undoneTicks = OptionalLong.empty();
  private OptionalLong recoveryNanos = OptionalLong.empty();

  /**
   * Creates a fault that was just injected.
   *
   * @param plan what was planned
   * @param targets the nodes that it affects
   * @param description what was done, for the log
   * @param beganTicks when it was injected
   * @param undo ends it
   * @param isUndone whether its end has taken effect
   */
  ActiveFault(
      PlannedFault plan,
      List<ChaosMember> targets,
      String description,
      long beganTicks,
      Runnable undo,
      BooleanSupplier isUndone) {
    this.plan = plan;
    this.targets = List.copyOf(targets);
    this.description = description;
    this.beganTicks = beganTicks;
    this.undo = undo;
    this.isUndone = isUndone;
  }

  PlannedFault plan() {
    return plan;
  }

  FaultKind kind() {
    return plan.kind();
  }

  List<ChaosMember> targets() {
    return targets;
  }

  String description() {
    return description;
  }

  long beganTicks() {
    return beganTicks;
  }

  boolean isEnded() {
    return ended;
  }

  void end() {
    undo.run();
    ended = true;
  }

  /** Records the ticks at which the end has taken effect, if that is now. */
  void updateUndone(long ticks) {
    if (ended && undoneTicks.isEmpty() && isUndone.getAsBoolean()) {
      undoneTicks = OptionalLong.of(ticks);
    }
  }

  /**
   * Records the cluster's recovery, if that is now. Where another master is demanded, recovery
   * counts from the fault, otherwise from its end.
   *
   * @return whether the cluster has recovered just now
   */
  boolean updateRecovery(ClusterHealth health, long ticks) {
    OptionalLong since =
        kind().outcome() == RequiredOutcome.NEW_MASTER ? OptionalLong.of(beganTicks) : undoneTicks;
    if (recoveryNanos.isPresent() || since.isEmpty()) {
      return false;
    }
    if (health.isWellSince(since.getAsLong())) {
      recoveryNanos = OptionalLong.of(ticks - since.getAsLong());
    }
    return recoveryNanos.isPresent();
  }

  /** Returns how long recovery took, empty while it lasts. */
  OptionalLong recoveryNanos() {
    return recoveryNanos;
  }

  boolean isOver() {
    return undoneTicks.isPresent() && recoveryNanos.isPresent();
  }
}
