package berkeley.playground.emulation;

import java.util.stream.LongStream;

/** A method of {@link LongStream}, copied there, so {@code this} is one. */
interface LongStreamMethods {

  /** There is one processor. */
  default LongStream parallel() {
    return (LongStream) (Object) this;
  }
}
