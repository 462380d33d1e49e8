package berkeley.api.wire;

/**
 * Refuses a correction of a master whose term is over.
 *
 * <p>Thrown by {@link ClockRemote#adjust} when the correction's term is older than the newest one
 * the node has seen, or when another master already leads in that term. The sender has been
 * replaced, for example while it was stopped: it should step down and follow.
 */
public final class StaleTermException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The refused term. */
  private final long refusedTerm;

  /** The term that the node obeys. */
  private final long obeyedTerm;

  /**
   * Creates a refusal.
   *
   * @param refusedTerm the term of the refused correction
   * @param obeyedTerm the newest term that the node has seen
   * @param obeyedMaster the master it obeys, or empty if that is not known
   */
  public StaleTermException(long refusedTerm, long obeyedTerm, String obeyedMaster) {
    super(
        "refused term %d: this node obeys term %d%s"
            .formatted(
                refusedTerm, obeyedTerm, obeyedMaster.isEmpty() ? "" : " of " + obeyedMaster));
    this.refusedTerm = refusedTerm;
    this.obeyedTerm = obeyedTerm;
  }

  /** {@return the term that was refused} */
  public long refusedTerm() {
    return refusedTerm;
  }

  /** {@return the newest term that the node has seen} */
  public long obeyedTerm() {
    return obeyedTerm;
  }
}
