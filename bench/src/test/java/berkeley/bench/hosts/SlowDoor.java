package berkeley.bench.hosts;

import berkeley.api.Units;
import berkeley.bench.process.ParentWatch;
import berkeley.launcher.proxy.Link;
import berkeley.launcher.proxy.Links;
import berkeley.launcher.proxy.TcpProxy;
import java.net.InetAddress;
import java.time.Duration;

/**
 * A proxy on a host's address, which holds up what comes in and nothing of what goes out: a way
 * that is longer in one direction. A process of its own.
 */
final class SlowDoor {

  private static final String ANYBODY = "";

  private SlowDoor() {}

  /**
   * Serves until its standard input ends.
   *
   * @param args where to listen, where the same port really is served, and the delay
   */
  public static void main(String[] args) throws Exception {
    ParentWatch.begin();
    InetAddress address = InetAddress.getByName(args[0]);
    Links links = new Links();
    // Under TLS no caller can be told from another.
    links.set(ANYBODY, address.getHostAddress(), Link.slow(Units.duration(args[2]), Duration.ZERO));
    TcpProxy proxy = TcpProxy.open(links, address, InetAddress.getByName(args[1]));
    System.out.println("READY port=" + proxy.port());
    Thread.currentThread().join();
  }
}
