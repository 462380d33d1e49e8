package berkeley.bench.hostile;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Notes what this JVM's remote calls send, connection by connection: what is recorded of proper
 * calls is what hostile ones are made of. Safe for use by several threads.
 */
final class CallRecorder extends RMISocketFactory {
  private record Tape(int port, ByteArrayOutputStream said, ByteArrayOutputStream sent) {}

  private final List<Tape> tapes = new ArrayList<>();
  private final ConnectionDepth door;

  /** Calls over a door. */
  CallRecorder(ConnectionDepth door) {
    this.door = door;
  }

  ConnectionDepth depth() {
    return door;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Tape tape = new Tape(port, new ByteArrayOutputStream(), new ByteArrayOutputStream());
    synchronized (tapes) {
      tapes.add(tape);
    }
    Tapped socket = new Tapped(InetAddress.getByName(host), tape);
    socket.enter(door);
    return socket;
  }

  /** A connection whose own bytes and those that go in over the door are noted apart. */
  private static final class Tapped extends Socket {
    private final Tape tape;
    private Socket inside = this;

    Tapped(InetAddress host, Tape tape) throws IOException {
      super(host, tape.port);
      this.tape = tape;
    }

    void enter(ConnectionDepth door) throws IOException {
      inside = door.enter(this);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return inside == this ? super.getInputStream() : inside.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return inside == this
          ? new Noting(super.getOutputStream(), tape.sent)
          : new Noting(inside.getOutputStream(), tape.said);
    }
  }

  private static final class Noting extends FilterOutputStream {
    private final ByteArrayOutputStream notes;

    Noting(OutputStream out, ByteArrayOutputStream notes) {
      super(out);
      this.notes = notes;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      notes.write(bytes, offset, length);
      out.write(bytes, offset, length);
    }
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
  }

  /** What was sent to a port itself, one entry for each connection. */
  List<byte[]> sentTo(int port) {
    return of(port, tape -> tape.sent);
  }

  /** What was sent to a port over the door, if there is one. */
  List<byte[]> saidTo(int port) {
    return of(port, tape -> tape.said.size() > 0 ? tape.said : tape.sent);
  }

  private List<byte[]> of(int port, Function<Tape, ByteArrayOutputStream> what) {
    synchronized (tapes) {
      return tapes.stream()
          .filter(tape -> tape.port == port)
          .map(tape -> what.apply(tape).toByteArray())
          .toList();
    }
  }
}
