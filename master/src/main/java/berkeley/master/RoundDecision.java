package berkeley.master;

import berkeley.api.wire.Outcome;
import java.util.List;

/**
 * What a round decided.
 *
 * @param agreedOffsetNanos the offset against the master's clock that all move to
 * @param masterDeltaNanos the correction for the master itself; the same, since its offset is zero
 * @param corrections one for each member that answered, in the order given
 */
public record RoundDecision(
    long agreedOffsetNanos, long masterDeltaNanos, List<Correction> corrections) {

  /** Copies the list. */
  public RoundDecision {
    corrections = List.copyOf(corrections);
  }

  /**
   * What one member is told.
   *
   * @param candidate the member
   * @param outcome what became of its vote
   * @param reason why it was not accepted, empty where it was
   * @param deltaNanos what it must add to its time
   * @param errorBoundNanos how far from cluster time it may still be then
   */
  public record Correction(
      RespondingMember candidate,
      Outcome outcome,
      String reason,
      long deltaNanos,
      long errorBoundNanos) {}
}
