package berkeley.bench.accuracy;

import berkeley.harness.process.ParentWatch;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A process that answers every byte that it receives with its ticks: the simplest remote clock. It
 * ends when its standard input does.
 */
final class TickEcho {
  private TickEcho() {}

  /**
   * Serves one connection, on a port that its READY line names.
   *
   * @param args the port, 0 for any free one
   */
  public static void main(String[] args) throws IOException {
    ServerSocket server =
        new ServerSocket(Integer.parseInt(args[0]), 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(server), "echo");
    thread.setDaemon(true);
    thread.start();
    System.out.println("READY port=" + server.getLocalPort());
    ParentWatch.awaitParentEnd();
    System.exit(0);
  }

  private static void serve(ServerSocket server) {
    try (server;
        Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      // The eight bytes are buffered inside and leave in one write.
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (in.read() >= 0) {
        out.writeLong(System.nanoTime());
      }
    } catch (IOException e) {
      System.err.println("echo: " + e);
    }
  }
}
