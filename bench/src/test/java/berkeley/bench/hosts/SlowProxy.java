package berkeley.bench.hosts;

import berkeley.harness.process.ParentWatch;
import berkeley.harness.proxy.LinkSettings;
import berkeley.harness.proxy.LinkTable;
import berkeley.harness.proxy.TcpProxy;
import berkeley.simulator.text.Units;
import java.net.InetAddress;
import java.time.Duration;

/**
 * A proxy on a host's address, which holds up what comes in and nothing of what goes out: a way
 * that is longer in one direction. A process of its own.
 */
final class SlowProxy {

  private static final String ANYBODY = "";

  private SlowProxy() {}

  /**
   * Serves until its standard input ends.
   *
   * @param args where to listen, where the same port really is served, and the delay
   */
  public static void main(String[] args) throws Exception {
    ParentWatch.begin(() -> System.exit(1));
    InetAddress address = InetAddress.getByName(args[0]);
    LinkTable links = new LinkTable();
    // Under TLS no caller can be told from another.
    links.set(
        ANYBODY,
        address.getHostAddress(),
        LinkSettings.slow(Units.duration(args[2]), Duration.ZERO));
    TcpProxy proxy = TcpProxy.open(links, address, InetAddress.getByName(args[1]));
    System.out.println("READY port=" + proxy.port());
    Thread.currentThread().join();
  }
}
