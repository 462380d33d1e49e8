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
 * Records what this JVM's remote calls send, connection by connection: hostile calls are made from
 * recorded valid ones. Safe for use by several threads.
 */
final class CallRecorder extends RMISocketFactory {
  private record Recording(
      int port, ByteArrayOutputStream sentInside, ByteArrayOutputStream sent) {}

  private final List<Recording> recordings = new ArrayList<>();
  private final ConnectionDepth depth;

  /** Creates a recorder of calls at a depth. */
  CallRecorder(ConnectionDepth depth) {
    this.depth = depth;
  }

  ConnectionDepth depth() {
    return depth;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Recording recording =
        new Recording(port, new ByteArrayOutputStream(), new ByteArrayOutputStream());
    synchronized (recordings) {
      recordings.add(recording);
    }
    RecordedSocket socket = new RecordedSocket(InetAddress.getByName(host), recording);
    socket.enter(depth);
    return socket;
  }

  /** A connection whose own bytes and those sent at the depth are recorded apart. */
  private static final class RecordedSocket extends Socket {
    private final Recording recording;
    private Socket inside = this;

    RecordedSocket(InetAddress host, Recording recording) throws IOException {
      super(host, recording.port);
      this.recording = recording;
    }

    void enter(ConnectionDepth depth) throws IOException {
      inside = depth.enter(this);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return inside == this ? super.getInputStream() : inside.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return inside == this
          ? new Recorded(super.getOutputStream(), recording.sent)
          : new Recorded(inside.getOutputStream(), recording.sentInside);
    }
  }

  private static final class Recorded extends FilterOutputStream {
    private final ByteArrayOutputStream copy;

    Recorded(OutputStream out, ByteArrayOutputStream copy) {
      super(out);
      this.copy = copy;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      copy.write(bytes, offset, length);
      out.write(bytes, offset, length);
    }
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
  }

  /** Returns what was sent to a port itself, one entry for each connection. */
  List<byte[]> sentTo(int port) {
    return of(port, recording -> recording.sent);
  }

  /** Returns what was sent to a port at the depth, or else to the port itself. */
  List<byte[]> sentInsideTo(int port) {
    return of(
        port, recording -> recording.sentInside.size() > 0 ? recording.sentInside : recording.sent);
  }

  private List<byte[]> of(int port, Function<Recording, ByteArrayOutputStream> what) {
    synchronized (recordings) {
      return recordings.stream()
          .filter(recording -> recording.port == port)
          .map(recording -> what.apply(recording).toByteArray())
          .toList();
    }
  }
}
