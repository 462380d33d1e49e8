package berkeley.transport.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that takes connections, or not even that, and never answers a call. */
public final class FaultyPeer implements AutoCloseable {

  /** RMI's acknowledgement, then the length of a host name too long to wait for. */
  private static final byte[] ENDLESS_GREETING = {0x4e, 0x7f, (byte) 0xff};

  private static final int BACKLOG = 1;
  private static final int MORE_THAN_THE_BACKLOG = 64;

  private final ServerSocket door;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger hungUp = new AtomicInteger();

  private FaultyPeer() throws IOException {
    door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  }

  /** Accepts, reads, says nothing. */
  public static FaultyPeer silent() throws IOException {
    FaultyPeer peer = new FaultyPeer();
    peer.threads.execute(() -> peer.serve(peer::listen));
    return peer;
  }

  /** Accepts and sends one plausible byte each 50 ms for ever. */
  static FaultyPeer trickling() throws IOException {
    FaultyPeer peer = new FaultyPeer();
    peer.threads.execute(() -> peer.serve(peer::trickle));
    return peer;
  }

  /** Never accepts, and its queue is full, so that nobody can connect. */
  static FaultyPeer full() throws IOException {
    FaultyPeer peer = new FaultyPeer();
    for (int i = 0; i < MORE_THAN_THE_BACKLOG; i++) {
      Socket filler = new Socket();
      peer.sockets.add(filler);
      try {
        filler.connect(new InetSocketAddress(peer.door.getInetAddress(), peer.port()), 200);
      } catch (SocketTimeoutException e) {
        return peer;
      }
    }
    peer.close();
    throw new IOException("this host's queue of connections does not fill");
  }

  public int port() {
    return door.getLocalPort();
  }

  /** How many connections came so far. */
  int accepted() {
    return accepted.get();
  }

  /** Whether the callers have closed every connection. */
  boolean isAbandoned() {
    return hungUp.get() == accepted.get();
  }

  private void serve(Behaviour behaviour) {
    try {
      while (true) {
        Socket socket = door.accept();
        accepted.incrementAndGet();
        sockets.add(socket);
        threads.execute(() -> serve(behaviour, socket));
      }
    } catch (IOException e) {
      // The test is over: the door was closed.
    }
  }

  private void serve(Behaviour behaviour, Socket socket) {
    try (socket) {
      behaviour.serve(socket);
    } catch (IOException e) {
      // The caller hung up, which is counted below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hungUp.incrementAndGet();
  }

  private void listen(Socket socket) throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private void trickle(Socket socket) throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    for (int i = 0; ; i++) {
      out.write(i < ENDLESS_GREETING.length ? ENDLESS_GREETING[i] : 'x');
      Thread.sleep(50);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private interface Behaviour {
    void serve(Socket socket) throws IOException, InterruptedException;
  }
}
