package berkeley.harness.chaos;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * A fault at work: from its begin over its end and the moment when it is undone for good (a
 * restarted process is up again) to recovery. For one thread.
 */
final class ActiveFault {

  private final PlannedFault plan;
  private final List<ChaosMember> victims;
  private final String story;
  private final long beganTicks;
  private final Runnable undo;
  private final BooleanSupplier undone;
  private boolean ended;
  private OptionalLong healedTicks = OptionalLong.empty();
  private OptionalLong recoveryNanos = OptionalLong.empty();

  /**
   * A fault that has just begun.
   *
   * @param plan what was planned
   * @param victims whom it hit
   * @param story what was done, for the transcript
   * @param beganTicks when
   * @param undo ends it
   * @param undone whether the end has come to its end
   */
  ActiveFault(
      PlannedFault plan,
      List<ChaosMember> victims,
      String story,
      long beganTicks,
      Runnable undo,
      BooleanSupplier undone) {
    this.plan = plan;
    this.victims = List.copyOf(victims);
    this.story = story;
    this.beganTicks = beganTicks;
    this.undo = undo;
    this.undone = undone;
  }

  PlannedFault plan() {
    return plan;
  }

  FaultKind kind() {
    return plan.kind();
  }

  List<ChaosMember> victims() {
    return victims;
  }

  String story() {
    return story;
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

  /** Takes note of the moment when it is undone for good. */
  void notice(long ticks) {
    if (ended && healedTicks.isEmpty() && undone.getAsBoolean()) {
      healedTicks = OptionalLong.of(ticks);
    }
  }

  /** Whether it is undone for good. */
  boolean isHealed() {
    return healedTicks.isPresent();
  }

  /**
   * Takes note of how the others do.
   *
   * @return whether it is news that they have recovered
   */
  boolean notice(ClusterHealth health, long ticks) {
    OptionalLong since = kind().losesMaster() ? OptionalLong.of(beganTicks) : healedTicks;
    if (recoveryNanos.isPresent() || since.isEmpty()) {
      return false;
    }
    if (health.isWellSince(since.getAsLong())) {
      recoveryNanos = OptionalLong.of(ticks - since.getAsLong());
    }
    return recoveryNanos.isPresent();
  }

  /** How long recovery took, empty as long as it lasts. */
  OptionalLong recoveryNanos() {
    return recoveryNanos;
  }

  boolean isOver() {
    return isHealed() && recoveryNanos.isPresent();
  }
}
