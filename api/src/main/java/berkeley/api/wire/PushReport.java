package berkeley.api.wire;

import java.io.Serializable;
import java.util.List;

/**
 * The report of one message of a slave that sends its time by itself, and of the master's answer.
 *
 * @param master the master's name
 * @param id the sender's name
 * @param readingNanos the time that it sent, in nanoseconds since the Unix epoch
 * @param offsetNanos how far that was ahead of the master's when it came, in nanoseconds
 * @param counted the names of those whose times make the average, the master's first
 * @param averageNanos their average offset against the master's clock, in nanoseconds
 * @param deltaNanos what was answered: what the sender must add, in nanoseconds
 */
public record PushReport(
    String master,
    String id,
    long readingNanos,
    long offsetNanos,
    List<String> counted,
    long averageNanos,
    long deltaNanos)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Copies the list, so that the report never changes.
   *
   * @param master as it came
   * @param id as it came
   * @param readingNanos any
   * @param offsetNanos any
   * @param counted copied
   * @param averageNanos any
   * @param deltaNanos any
   */
  public PushReport {
    counted = List.copyOf(counted);
  }

  /**
   * {@return what the sender shows once it has added the answer, nanoseconds since the Unix epoch}
   */
  public long afterNanos() {
    return readingNanos + deltaNanos;
  }
}
