package berkeley.bench.hostile;

import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections that send nothing, and a few that send what a valid caller does byte by byte, and
 * more without end. They have no keys. For one thread.
 */
final class IdleConnections {
  private static final int SLOW = 40;
  private static final long BYTE_MILLIS = 50;
  private static final int SWOLLEN_BYTES = 60_000;

  private IdleConnections() {}

  /**
   * Opens connections to a port and keeps them open for a while.
   *
   * @return how many of those that send byte by byte were closed by the port
   */
  static int open(TargetPort target, int connections, long millis)
      throws IOException, InterruptedException {
    Deque<Socket> idle = new ArrayDeque<>();
    Deque<Socket> slow = new ArrayDeque<>();
    byte[] valid = target.recorded().get(0);
    byte[] endless = target.endless(SWOLLEN_BYTES);
    int lost = 0;
    try {
      for (int i = 0; i < connections; i++) {
        idle.add(open(target));
      }
      for (int i = 0; i < SLOW; i++) {
        Socket socket = open(target);
        slow.add(socket);
        if (i % 2 == 0) {
          lost += send(socket, endless, 0, endless.length) ? 0 : 1;
        }
      }
      long begin = HostTicks.now();
      for (int at = 0; HostTicks.now() - begin < millis * 1_000_000; at++) {
        for (Socket socket : List.copyOf(slow)) {
          if (!send(socket, valid, at % valid.length, 1)) {
            lost++;
            slow.remove(socket);
            socket.close();
            slow.add(open(target));
          }
        }
        TimeUnit.MILLISECONDS.sleep(BYTE_MILLIS);
      }
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
      for (Socket socket : slow) {
        socket.close();
      }
    }
    return lost;
  }

  private static Socket open(TargetPort target) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), target.port());
  }

  private static boolean send(Socket socket, byte[] bytes, int offset, int length) {
    try {
      socket.getOutputStream().write(bytes, offset, length);
      return true;
    } catch (IOException e) {
      return false; // cut off, which is counted
    }
  }
}
