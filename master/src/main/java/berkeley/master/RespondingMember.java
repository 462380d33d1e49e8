package berkeley.master;

/**
 * A member that answered, as the agreement sees it.
 *
 * @param id the member's name
 * @param newcomer whether it has yet to be brought to the others; it has no vote then, unless all
 *     are newcomers
 * @param sample what was measured just now; the correction is computed from this
 * @param vote what it votes with: the same, narrowed by older samples and widened by what its
 *     oscillator may have done since it was corrected
 */
public record RespondingMember(String id, boolean newcomer, Sample sample, Vote vote) {}
