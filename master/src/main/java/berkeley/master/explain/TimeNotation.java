package berkeley.master.explain;

/**
 * How times and differences of an explanation are read and written. ASCII only, the same in every
 * locale. Implementations are immutable.
 */
public interface TimeNotation {

  /**
   * Reads a time.
   *
   * @throws IllegalArgumentException if the text is none, telling how to write one
   */
  long parseTime(String text);

  /**
   * Reads a difference.
   *
   * @throws IllegalArgumentException if the text is none, telling how to write one
   */
  long parseDifference(String text);

  /** Writes a time: {@code 03:05:00}. */
  String time(long nanos);

  /** Writes a difference with its sign, as it is added: {@code -00:05:00}. */
  String signed(long nanos);

  /** Writes the size of a difference in words: {@code 5 min}. */
  String amount(long nanos);

  /** Writes a difference in words, with its direction: {@code 10 min ahead}. */
  default String direction(long nanos) {
    String size = amount(nanos);
    if (nanos == 0) {
      return "level";
    }
    return size + (nanos > 0 ? " ahead" : " behind");
  }

  /** Writes a difference in words, with its sign: {@code +5 min}. */
  default String signedAmount(long nanos) {
    return (nanos > 0 ? "+" : nanos < 0 ? "-" : "") + amount(nanos);
  }
}
