package berkeley.bench.contenders;

import berkeley.api.wire.Reading;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.OptionalLong;

/** The clock of another program, which answers a byte with ticks and time. */
final class PairClockReader implements ClockReader {
  private static final int LIMIT_MILLIS = 1_000;

  private final int port;
  private Socket socket;

  /** Connects to a clock at a port of the loopback address. */
  PairClockReader(int port) throws IOException {
    this.port = port;
    this.socket = connect();
  }

  private Socket connect() throws IOException {
    Socket connected = new Socket(InetAddress.getLoopbackAddress(), port);
    connected.setTcpNoDelay(true);
    connected.setSoTimeout(LIMIT_MILLIS);
    return connected;
  }

  @Override
  public Glance read() throws IOException {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      socket.getOutputStream().write(0);
      return new Glance(new Reading(in.readLong(), in.readLong()), OptionalLong.empty());
    } catch (IOException e) {
      // What it still had to say must not be taken for its next answer.
      close();
      socket = connect();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      System.err.println("bench: a socket does not close: " + e);
    }
  }
}
