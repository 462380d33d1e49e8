package berkeley.node.election;

/** Which terms there can be, where another one is the newest known. */
public final class TermLimit {

  /**
   * By how much a term that is told may exceed the newest one known. A term counts elections, of
   * which there are a few a minute at worst; a larger one is a lie, by which the cluster would soon
   * have no number left.
   */
  public static final long LARGEST_STEP = 1_000_000;

  private TermLimit() {}

  /**
   * Returns whether there can be such a term.
   *
   * @param told a term, 0 or more
   * @param known the newest one that is known, 0 or more
   */
  public static boolean isPlausible(long told, long known) {
    return told - known <= LARGEST_STEP;
  }
}
