package berkeley.playground.emulation;

import java.util.stream.IntStream;

/** A method of {@link IntStream}, copied there, so {@code this} is one. */
interface IntStreamMethods {

  /** There is one processor. */
  default IntStream parallel() {
    return (IntStream) (Object) this;
  }
}
