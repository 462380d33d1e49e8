package berkeley.bench.contenders;

import berkeley.api.wire.Reading;
import java.io.IOException;
import java.util.OptionalLong;

/** A clock in another process, read for comparison. For one thread. */
interface ClockReader extends AutoCloseable {
  /**
   * Its ticks and its time together.
   *
   * @throws IOException if it does not tell within about a second
   */
  Glance read() throws IOException;

  @Override
  default void close() {}

  /**
   * What a clock told.
   *
   * @param reading ticks and time
   * @param boundNanos how far it may be from the leader, by its own word
   */
  record Glance(Reading reading, OptionalLong boundNanos) {}
}
