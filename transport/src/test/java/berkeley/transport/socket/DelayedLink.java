package berkeley.transport.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP path to a port of this host that delays each message, the same both ways, or stops. */
final class DelayedLink implements AutoCloseable {

  private final ServerSocket door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final ExecutorService pumps = Executors.newCachedThreadPool();
  private final ExecutorService courier = Executors.newSingleThreadExecutor();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final int target;
  private final Executor wire;
  private volatile boolean stopped;

  DelayedLink(int target, Duration delay) throws IOException {
    this.target = target;
    this.wire = CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, courier);
    pumps.execute(this::accept);
  }

  /** For use where a stub's port is claimed. */
  static DelayedLink to(int target, Duration delay) {
    try {
      return new DelayedLink(target, delay);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return door.getLocalPort();
  }

  /** How many connections came so far. */
  int connections() {
    return connections.get();
  }

  /** How many pieces came from callers so far. */
  int requests() {
    return requests.get();
  }

  /** From now on swallows everything, as a stopped peer does. */
  void stop() {
    stopped = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = keep(door.accept());
        connections.incrementAndGet();
        Socket far = keep(new Socket(InetAddress.getLoopbackAddress(), target));
        pumps.execute(() -> pump(near, far, requests));
        pumps.execute(() -> pump(far, near, new AtomicInteger()));
      }
    } catch (IOException e) {
      // The test is over: the door was closed.
    }
  }

  private Socket keep(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    sockets.add(socket);
    return socket;
  }

  /** Hands each message on when its delay is over, without holding back the one behind it. */
  private void pump(Socket from, Socket to, AtomicInteger counted) {
    try {
      InputStream in = from.getInputStream();
      byte[] bytes = new byte[8192];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        byte[] message = Arrays.copyOf(bytes, n);
        counted.incrementAndGet();
        wire.execute(() -> deliver(message, to));
      }
      wire.execute(() -> hangUp(to));
    } catch (IOException e) {
      wire.execute(() -> hangUp(to));
    }
  }

  private void deliver(byte[] message, Socket to) {
    try {
      if (!stopped) {
        to.getOutputStream().write(message);
      }
    } catch (IOException e) {
      hangUp(to);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    pumps.shutdownNow();
    courier.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
