package berkeley.bench.contenders;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes datagrams between one client and a server and delays each, in either direction, by a
 * uniform time between a least one and so much more. Has threads of its own.
 */
final class UdpRelay implements AutoCloseable {
  private static final int MOST_BYTES = 1_024;

  private final DatagramSocket front;
  private final DatagramSocket back;
  private final SocketAddress server;
  private final long leastNanos;
  private final long jitterNanos;
  private final ExecutorService sender = Executors.newSingleThreadExecutor();

  /** Who sent the newest datagram; the server is heard only after that. */
  private volatile @Nullable SocketAddress client;

  private UdpRelay(int serverPort, Duration least, Duration jitter) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server = new InetSocketAddress(loopback, serverPort);
    leastNanos = least.toNanos();
    jitterNanos = jitter.toNanos();
    front = new DatagramSocket(0, loopback);
    back = new DatagramSocket(0, loopback);
  }

  /** Opens a relay on a free port of 127.0.0.1. */
  static UdpRelay open(int serverPort, Duration least, Duration jitter) throws IOException {
    UdpRelay relay = new UdpRelay(serverPort, least, jitter);
    relay.daemon(() -> relay.pump(relay.front, relay.back, true));
    relay.daemon(() -> relay.pump(relay.back, relay.front, false));
    return relay;
  }

  /** Returns the port to which its client sends. */
  int port() {
    return front.getLocalPort();
  }

  private void daemon(Runnable work) {
    Thread thread = new Thread(work, "udp-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void pump(DatagramSocket from, DatagramSocket to, boolean upwards) {
    DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
    while (!from.isClosed()) {
      try {
        packet.setLength(MOST_BYTES);
        from.receive(packet);
        if (upwards) {
          client = packet.getSocketAddress();
        }
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        long delay = leastNanos + ThreadLocalRandom.current().nextLong(jitterNanos);
        CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, sender)
            .execute(() -> send(to, bytes, upwards ? server : requireNonNull(client)));
      } catch (IOException e) {
        if (!from.isClosed()) {
          System.err.println("bench: a relay: " + e);
        }
      }
    }
  }

  private static void send(DatagramSocket to, byte[] bytes, SocketAddress address) {
    try {
      to.send(new DatagramPacket(bytes, bytes.length, address));
    } catch (IOException e) {
      System.err.println("bench: a relay: " + e);
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
    front.close();
    back.close();
  }
}
