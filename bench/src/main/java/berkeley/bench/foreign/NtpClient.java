package berkeley.bench.foreign;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.TimeInfo;

/**
 * A program that keeps its time with Commons Net as its documentation shows: once a period it asks
 * the server, and adds the offset found, in milliseconds, to the system's time.
 *
 * <p>The library reads the system's clock itself, so whoever starts the process must replace that
 * by the oscillator.
 */
final class NtpClient implements ForeignClock {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final NTPUDPClient client = new NTPUDPClient();
  private final int port;
  private volatile long offsetMillis;

  private NtpClient(int port) {
    this.port = port;
    client.setDefaultTimeout(LIMIT);
  }

  /** Starts to ask, after a first answer. */
  static NtpClient start(KeyValueArguments arguments) throws IOException {
    NtpClient started = new NtpClient(arguments.port("udp"));
    started.ask();
    long periodNanos = arguments.number("period");
    Thread thread = new Thread(() -> started.follow(periodNanos), "ntp");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  private void follow(long periodNanos) {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(periodNanos);
        try {
          ask();
        } catch (IOException e) {
          System.err.println("ntp: no answer: " + e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws IOException {
    TimeInfo info = client.getTime(InetAddress.getLoopbackAddress(), port);
    info.computeDetails();
    Long offset = info.getOffset();
    if (offset != null) {
      offsetMillis = offset;
    }
  }

  @Override
  public long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() + offsetMillis);
  }

  @Override
  public boolean isInMillis() {
    return true;
  }

  @Override
  public void step(long nanos) {
    throw new UnsupportedOperationException("the clock beneath is the system's");
  }

  @Override
  public void close() {
    client.close();
  }
}
