package berkeley.bench.accuracy;

import berkeley.bench.process.DurationSeries;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.JavaCommand;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The lower limit: the offsets of four processes' ticks, as bursts over plain TCP measure them.
 *
 * <p>All processes of a host read one counter, so every true offset is 0, and what is found here is
 * the error of the measurement: of a burst of {@value #BURST}, the exchange with the smallest round
 * trip. For one thread.
 */
public final class RawTcp implements AutoCloseable {
  private static final int BURST = 8;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int READ_LIMIT_MILLIS = 10_000;

  private final List<ChildProcess> children = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final DurationSeries offsets = new DurationSeries();
  private final DurationSeries spreads = new DurationSeries();

  private RawTcp() {}

  /**
   * Starts the processes and connects to them.
   *
   * @param java starts them, so that they have the options of nodes
   * @throws CommandFailure if one does not come up
   */
  static RawTcp start(int processes, JavaCommand java) throws IOException, InterruptedException {
    return start(
        Collections.nCopies(processes, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        java);
  }

  /**
   * Starts the processes and connects to them.
   *
   * @param endpoints where each is reached; it listens on that port of the loopback address, 0 for
   *     any
   * @param java starts them, so that they have the options of nodes
   * @throws CommandFailure if one does not come up
   */
  public static RawTcp start(List<InetSocketAddress> endpoints, JavaCommand java)
      throws IOException, InterruptedException {
    RawTcp started = new RawTcp();
    try {
      for (InetSocketAddress endpoint : endpoints) {
        String name = "echo-" + started.children.size();
        started.children.add(
            ChildProcess.start(
                name, java.running(TickEcho.class, Integer.toString(endpoint.getPort()))));
      }
      for (int i = 0; i < endpoints.size(); i++) {
        started.connect(
            endpoints.get(i).getAddress(), started.children.get(i).awaitReady(START_LIMIT).port());
      }
      return started;
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private void connect(InetAddress address, int port) throws IOException {
    Socket socket = new Socket(address, port);
    sockets.add(socket);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_LIMIT_MILLIS);
  }

  /**
   * Sends a burst to each process, one after the other.
   *
   * @return the largest difference between any two of the offsets found, in nanoseconds
   */
  public long round() throws IOException {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (Socket socket : sockets) {
      long offset = offset(socket);
      offsets.add(Math.abs(offset));
      low = Math.min(low, offset);
      high = Math.max(high, offset);
    }
    spreads.add(high - low);
    return high - low;
  }

  private static long offset(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    long smallest = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 0; i < BURST; i++) {
      long sent = System.nanoTime();
      socket.getOutputStream().write(0);
      long remote = in.readLong();
      long roundTrip = System.nanoTime() - sent;
      if (roundTrip < smallest) {
        smallest = roundTrip;
        offset = remote - sent - roundTrip / 2;
      }
    }
    return offset;
  }

  /** Drops the measurements so far. */
  void clear() {
    offsets.clear();
    spreads.clear();
  }

  /** Returns each process's distance to this one's ticks, without its sign. */
  DurationSeries offsets() {
    return offsets;
  }

  /** Returns the largest difference between any two of the processes, by rounds. */
  DurationSeries spreads() {
    return spreads;
  }

  /**
   * Fails unless all processes still run.
   *
   * @throws CommandFailure naming the one that does not
   */
  public void requireAlive() {
    for (ChildProcess child : children) {
      child.requireAlive();
    }
  }

  @Override
  public void close() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        System.err.println("bench: an echo's socket does not close: " + e);
      }
    }
    ChildProcess.endAll(children);
  }
}
