package berkeley.example;

import berkeley.api.SynchronizedClock;
import berkeley.slave.Node;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;

/**
 * An application of two processes that pass a token back and forth and stamp each pass with the
 * cluster's clock.
 *
 * <p>Each event causes the next one in the other process, so the stamps must rise from one to the
 * next, although they come from two clocks. They do because a stamp is the latest that cluster time
 * can be, and a process waits until that is past before it passes the token on: commit-wait.
 *
 * <p>Arguments: name, registry, {@code listen} or the port of the listening process. Prints a line
 * for each event: the name and the stamp in nanoseconds.
 */
public final class OrderedEvents {

  private static final int PASSES = 50;

  private OrderedEvents() {}

  /** Runs one of the two processes. */
  public static void main(String[] args) throws Exception {
    try (Node node = Node.builder(args[0]).registry(args[1]).start()) {
      SynchronizedClock clock = node.clock();
      if (!clock.awaitSynchronized(Duration.ofMinutes(1))) {
        throw new IllegalStateException("no master within a minute");
      }
      boolean listens = args[2].equals("listen");
      try (Socket peer = listens ? accept() : connect(Integer.parseInt(args[2]))) {
        peer.setTcpNoDelay(true);
        passBackAndForth(args[0], clock, peer, !listens);
      }
    }
  }

  private static void passBackAndForth(
      String name, SynchronizedClock clock, Socket peer, boolean begins)
      throws IOException, InterruptedException {
    DataOutputStream out = new DataOutputStream(peer.getOutputStream());
    DataInputStream in = new DataInputStream(peer.getInputStream());
    for (int pass = 0; pass < PASSES; pass++) {
      if (!begins || pass > 0) {
        in.readLong();
      }
      Instant event = clock.interval().latest();
      clock.awaitPast(event);
      System.out.println(name + " " + SynchronizedClock.toNanos(event));
      out.writeLong(SynchronizedClock.toNanos(event));
      out.flush();
    }
  }

  private static Socket accept() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("LISTENING " + server.getLocalPort());
      return server.accept();
    }
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }
}
