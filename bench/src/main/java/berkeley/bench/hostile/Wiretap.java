package berkeley.bench.hostile;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes what this JVM's remote calls send, connection by connection: what is recorded of proper
 * calls is what hostile ones are made of. Safe for use by several threads.
 */
final class Wiretap extends RMISocketFactory {
  private record Tape(int port, ByteArrayOutputStream bytes) {}

  private final List<Tape> tapes = new ArrayList<>();

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Tape tape = new Tape(port, new ByteArrayOutputStream());
    synchronized (tapes) {
      tapes.add(tape);
    }
    return new Socket(InetAddress.getByName(host), port) {
      @Override
      public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            tape.bytes.write(bytes, offset, length);
            out.write(bytes, offset, length);
          }
        };
      }
    };
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
  }

  /** What was sent to a port, one entry for each connection. */
  List<byte[]> sentTo(int port) {
    synchronized (tapes) {
      return tapes.stream()
          .filter(tape -> tape.port == port)
          .map(tape -> tape.bytes.toByteArray())
          .toList();
    }
  }
}
