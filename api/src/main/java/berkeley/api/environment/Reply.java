package berkeley.api.environment;

/**
 * How a call ended.
 *
 * @param <T> what was asked for
 */
public sealed interface Reply<T> {

  /**
   * It was answered.
   *
   * @param <T> what was asked for
   * @param value the answer
   */
  record Value<T>(T value) implements Reply<T> {}

  /**
   * The other node refused: it was not carried out.
   *
   * @param <T> what was asked for
   * @param cause why, as the other node put it
   * @param reason the same in one line that is safe to log
   */
  record Refused<T>(RuntimeException cause, String reason) implements Reply<T> {}

  /**
   * Nobody knows whether it was carried out.
   *
   * @param <T> what was asked for
   * @param reason why, in one line that is safe to log
   * @param isGone whether the other process certainly is no more: its host refuses the connection,
   *     or knows no such object
   */
  record Lost<T>(String reason, boolean isGone) implements Reply<T> {

    /**
     * Tells that the deadline has passed.
     *
     * @param <T> what was asked for
     * @return an outcome that is not known, of a process that may live
     */
    public static <T> Lost<T> late() {
      return new Lost<>("no answer within the deadline", false);
    }
  }

  /** {@return why there is no answer, in one line; empty if there is one} */
  default String failure() {
    if (this instanceof Refused<T> refused) {
      return refused.reason();
    }
    return this instanceof Lost<T> lost ? lost.reason() : "";
  }
}
