package berkeley.bench.foreign;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.registry.LocateRegistry;
import java.rmi.server.UnicastRemoteObject;

/** The textbook's slave: returns its time and steps by corrections. Bound in an RMI registry. */
final class TextbookSlave implements ForeignClock, TextbookClock {
  private final SteppingClock clock;
  private volatile long lieNanos;

  private TextbookSlave(SteppingClock clock) {
    this.clock = clock;
  }

  static TextbookSlave start(KeyValueArguments arguments) throws IOException {
    TextbookSlave slave = new TextbookSlave(new SteppingClock(arguments.oscillator()));
    // Only here, so that a proxy can have the same port at another address.
    UnicastRemoteObject.exportObject(
        slave,
        arguments.port("listen"),
        null,
        port -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
    LocateRegistry.getRegistry("127.0.0.1", arguments.port("registry"))
        .rebind(arguments.text("name"), slave);
    return slave;
  }

  @Override
  public long getTime() {
    return clock.nanos() + lieNanos;
  }

  @Override
  public void adjust(long deltaNanos) {
    clock.adjust(deltaNanos);
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public boolean isInMillis() {
    return false;
  }

  @Override
  public void step(long nanos) {
    clock.step(nanos);
  }

  @Override
  public void lie(long nanos) {
    lieNanos = nanos;
  }
}
