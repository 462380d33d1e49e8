package berkeley.bench.foreign;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Answers every byte with the host's ticks and a clock's time at them, sixteen bytes.
 *
 * <p>Time is read between two readings of the ticks and dated in the middle; of some attempts the
 * one with the smallest gap counts. A clock with milliseconds only is read until the next one
 * begins, which gives its time to a microsecond: otherwise its resolution would be taken for its
 * error.
 */
final class PairServer {
  private static final int ATTEMPTS = 5;
  private static final long NARROW_NANOS = 2_000;
  private static final int MOST_LOOKS = 10_000_000;

  private final ForeignClock clock;
  private final ServerSocket server;

  private PairServer(ForeignClock clock, ServerSocket server) {
    this.clock = clock;
    this.server = server;
  }

  /**
   * Serves connections one after the other, on threads that do not keep the process alive.
   *
   * @return the port
   */
  static int serve(ForeignClock clock) throws IOException {
    ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(new PairServer(clock, socket)::accept, "pairs");
    thread.setDaemon(true);
    thread.start();
    return socket.getLocalPort();
  }

  private void accept() {
    while (true) {
      try (Socket socket = server.accept()) {
        socket.setTcpNoDelay(true);
        answer(socket);
      } catch (IOException e) {
        System.err.println("pairs: " + e);
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    while (in.read() >= 0) {
      Pair pair = clock.isInMillis() ? turn() : read();
      // Two writes, and the reader waits for both.
      out.writeLong(pair.ticks());
      out.writeLong(pair.nanos());
    }
  }

  private Pair read() {
    long narrowest = Long.MAX_VALUE;
    Pair best = new Pair(0, 0);
    for (int i = 0; i < ATTEMPTS && narrowest > NARROW_NANOS; i++) {
      long before = System.nanoTime();
      long nanos = clock.nanos();
      long gap = System.nanoTime() - before;
      if (gap < narrowest) {
        narrowest = gap;
        best = new Pair(before + gap / 2, nanos);
      }
    }
    return best;
  }

  private Pair turn() {
    long narrowest = Long.MAX_VALUE;
    Pair best = new Pair(0, 0);
    for (int i = 0; i < ATTEMPTS && narrowest > NARROW_NANOS; i++) {
      long old = clock.nanos();
      long before = System.nanoTime();
      long now = clock.nanos();
      for (int looks = 0; now == old && looks < MOST_LOOKS; looks++) {
        before = System.nanoTime();
        now = clock.nanos();
      }
      long gap = System.nanoTime() - before;
      if (gap < narrowest) {
        narrowest = gap;
        best = new Pair(before + gap / 2, now);
      }
    }
    return best;
  }

  /** A time of a clock, and its ticks. */
  private record Pair(long ticks, long nanos) {}
}
