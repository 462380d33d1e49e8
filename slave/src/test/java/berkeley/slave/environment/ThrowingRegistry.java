package berkeley.slave.environment;

import berkeley.api.RegistryAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.rmi.server.UID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port that speaks just enough of RMI's stream protocol to answer every call with an unchecked
 * exception, as a hostile registry can.
 */
final class ThrowingRegistry implements AutoCloseable {

  private static final int PROTOCOL_ACK = 0x4e;
  private static final int CALL = 0x50;
  private static final int RETURN = 0x51;
  private static final int EXCEPTIONAL = 2;
  private static final int HEADER_BYTES = 7;

  private final ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger asked = new AtomicInteger();
  private final Thread thread = new Thread(this::serve, "throwing-registry");

  ThrowingRegistry() throws IOException {
    thread.start();
  }

  RegistryAddress address() {
    return new RegistryAddress("127.0.0.1", port.getLocalPort());
  }

  /** Returns how many calls it has answered. */
  int asked() {
    return asked.get();
  }

  private void serve() {
    while (!port.isClosed()) {
      try (Socket caller = port.accept()) {
        answer(caller);
      } catch (SocketException e) {
        // closed
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void answer(Socket caller) throws IOException {
    DataInputStream in = new DataInputStream(caller.getInputStream());
    DataOutputStream out = new DataOutputStream(caller.getOutputStream());
    in.readFully(new byte[HEADER_BYTES]);
    out.writeByte(PROTOCOL_ACK);
    out.writeUTF("127.0.0.1");
    out.writeInt(caller.getPort());
    out.flush();
    String unusedHost = in.readUTF();
    int unusedPort = in.readInt();
    if (in.readByte() == CALL) {
      asked.incrementAndGet();
      out.writeByte(RETURN);
      ObjectOutputStream answer = new Unannotated(out);
      answer.writeByte(EXCEPTIONAL);
      new UID().write(answer);
      answer.writeObject(new IllegalStateException("a registry of somebody else's"));
      answer.flush();
    }
  }

  /** Names no code base for its classes, as RMI does where there is none. */
  private static final class Unannotated extends ObjectOutputStream {

    Unannotated(OutputStream out) throws IOException {
      super(out);
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
      writeObject(null);
    }
  }

  @Override
  public void close() throws IOException {
    port.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
