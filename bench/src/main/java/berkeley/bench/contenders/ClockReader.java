package berkeley.bench.contenders;

import berkeley.api.wire.Reading;
import java.io.IOException;
import java.util.OptionalLong;

/** A clock in another process, read for comparison. For one thread. */
interface ClockReader extends AutoCloseable {
  /**
   * Reads its ticks and its time together.
   *
   * @throws IOException if it does not answer within about a second
   */
  Glance read() throws IOException;

  @Override
  default void close() {}

  /**
   * A reading of a clock.
   *
   * @param reading ticks and time
   * @param boundNanos how far it may be from the leader, as it reports
   */
  record Glance(Reading reading, OptionalLong boundNanos) {}
}
