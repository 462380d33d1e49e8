package berkeley.transport.socket;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.NoSuchObjectException;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * Exports clocks whose stubs call wherever a test wants.
 *
 * <p>A stub holds the port that its server socket claims to listen on; claiming the port of a proxy
 * or of a faulty peer sends the calls there.
 */
public final class Stubs implements AutoCloseable {

  /** Clocks stay referenced until the end: the export alone does not hold them. */
  private final List<Clock> exported = new ArrayList<>();

  /** A stub to a working clock. */
  public ClockRemote direct(RMIClientSocketFactory sockets, LongSupplier time) throws IOException {
    return behind(sockets, time, port -> port);
  }

  /** A stub that calls the given port, where no clock is. */
  public ClockRemote astray(RMIClientSocketFactory sockets, int port) throws IOException {
    return behind(sockets, () -> 0, real -> port);
  }

  /** A stub that calls another port than the one at which the clock listens. */
  ClockRemote behind(RMIClientSocketFactory sockets, LongSupplier time, IntUnaryOperator claim)
      throws IOException {
    Clock clock = new Clock(time);
    exported.add(clock);
    return (ClockRemote)
        UnicastRemoteObject.exportObject(clock, 0, sockets, port -> new Claiming(port, claim));
  }

  @Override
  public void close() throws NoSuchObjectException {
    for (Clock clock : exported) {
      UnicastRemoteObject.unexportObject(clock, true);
    }
  }

  private record Clock(LongSupplier time) implements ClockRemote {

    @Override
    public long getTime() {
      return time.getAsLong();
    }

    @Override
    public void adjust(Adjustment delta) {
      throw new UnsupportedOperationException("not in these tests");
    }
  }

  private static final class Claiming extends ServerSocket {

    private final IntUnaryOperator claim;
    private int claimed;

    Claiming(int port, IntUnaryOperator claim) throws IOException {
      super(port, 0, InetAddress.getLoopbackAddress());
      this.claim = claim;
    }

    @Override
    public synchronized int getLocalPort() {
      if (claimed == 0) {
        claimed = claim.applyAsInt(super.getLocalPort());
      }
      return claimed;
    }
  }
}
