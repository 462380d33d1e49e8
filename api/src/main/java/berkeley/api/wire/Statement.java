package berkeley.api.wire;

import java.io.Serializable;

/**
 * What a correction says of cluster time beyond the instant of its reading.
 *
 * <p>An epoch is one continuous course of cluster time, begun at a cold start and carried on by one
 * mastership after the other. A mastership is a row of phases: while cluster time may be moved, by
 * an order or because the doubt of a change of master glides away, a phase promises nothing about
 * its rate; otherwise cluster time keeps to the rate of the master's counter for as long as the
 * statement is good.
 *
 * @param epoch the number of the epoch, drawn at random; 0 if the sender knows none
 * @param phase the number of the phase, drawn at random: corrections of one phase with a good-for
 *     above zero can be compared to measure a rate; 0 if the sender has none
 * @param goodForNanos for how long after the reading cluster time keeps its rate, by any counter,
 *     in nanoseconds, 0 or more; 0 if it may be moved
 * @param isHeld whether a majority is known to hold a correction of this epoch: only then may an
 *     interval be shown to an application
 */
public record Statement(long epoch, long phase, long goodForNanos, boolean isHeld)
    implements Serializable {

  /** What a sender says that knows nothing of epochs. */
  public static final Statement NONE = new Statement(0, 0, 0, true);

  private static final long serialVersionUID = 1L;

  /**
   * Checks the range; deserialisation passes here too.
   *
   * @param epoch any; 0 for none
   * @param phase any; 0 for none
   * @param goodForNanos 0 or more
   * @param isHeld whether a majority is known to hold the epoch
   * @throws IllegalArgumentException if {@code goodForNanos} is negative
   */
  public Statement {
    if (goodForNanos < 0) {
      throw new IllegalArgumentException("goodForNanos: %d is negative".formatted(goodForNanos));
    }
  }

  /** {@return the same without a promise about the rate} */
  public Statement withoutGoodFor() {
    return new Statement(epoch, phase, 0, isHeld);
  }
}
