package berkeley.bench.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sends inputs to one port, each on a connection of its own, until all have been sent. */
final class Attacker implements Callable<Void> {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 2_000;
  private static final long PAUSE_MILLIS = 20;

  /** The acknowledgement of a connection: a byte, the caller's address and port. */
  private static final int ACKNOWLEDGEMENT = 20;

  private final TargetPort target;
  private final HostileInputs inputs;
  private final AtomicLong left;
  private final AttackTally tally;

  /**
   * Creates one of a port's attackers.
   *
   * @param left how many inputs are left for all of them
   */
  Attacker(TargetPort target, HostileInputs inputs, AtomicLong left, AttackTally tally) {
    this.target = target;
    this.inputs = inputs;
    this.left = left;
    this.tally = tally;
  }

  @Override
  public Void call() throws IOException, InterruptedException {
    while (left.getAndDecrement() > 0) {
      InputKind kind = inputs.kind();
      send(kind, inputs.next(kind));
    }
    return null;
  }

  private void send(InputKind kind, byte[] bytes) throws IOException, InterruptedException {
    try (Socket socket = new Socket()) {
      connect(socket);
      socket.setSoTimeout(ANSWER_MILLIS);
      int got = 0;
      try {
        Socket way = target.depth().enter(socket);
        way.getOutputStream().write(bytes);
        way.shutdownOutput();
        got = drain(way.getInputStream());
      } catch (SocketTimeoutException e) {
        tally.held(kind);
        return;
      } catch (IOException e) {
        // Reset, which is an answer too: the connection was closed while the bytes were sent.
        got = 0;
      }
      if (got > ACKNOWLEDGEMENT) {
        tally.answered(kind);
      } else {
        tally.cutOff(kind);
      }
    }
  }

  private void connect(Socket socket) throws IOException, InterruptedException {
    InetSocketAddress port = new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port());
    try {
      socket.connect(port, CONNECT_MILLIS);
    } catch (IOException e) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      throw new IOException("%s does not listen any more".formatted(target.name()), e);
    }
  }

  private static int drain(InputStream in) throws IOException {
    byte[] bytes = new byte[4096];
    int all = 0;
    int count = in.read(bytes);
    while (count >= 0) {
      all += count;
      count = in.read(bytes);
    }
    return all;
  }
}
