package berkeley.harness.proxy;

import static java.util.Objects.requireNonNull;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ProcessVariation;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes of one host, each behind a {@link TcpProxy} with a loopback address of its own, and the
 * links between them. It knows addresses and ports, and no process: a name keeps its address when
 * its node is started again. Registries are reached directly. Holds 254 names at most. Safe for use
 * by several threads.
 */
public final class ProxiedNetwork implements ProcessVariation, AutoCloseable {

  private static final String ADDRESS_PROPERTY = "java.rmi.server.hostname";
  private static final int MOST = 254;

  private final LinkTable links = new LinkTable();
  private final Map<String, TcpProxy> proxies = new LinkedHashMap<>();

  /**
   * Gives a name an address, unless it has one.
   *
   * @throws CommandFailure with exit code 3 if this host has no such address
   */
  public synchronized void join(String id) {
    if (proxies.containsKey(id)) {
      return;
    }
    int number = proxies.size() + 1;
    if (number > MOST) {
      throw new IllegalArgumentException("there is room for %d names".formatted(MOST));
    }
    try {
      InetAddress own = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) number});
      proxies.put(id, TcpProxy.open(links, own, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw CommandFailure.missing(
          "a proxy cannot listen on 127.0.1.%d (%s); all of 127.0.0.0/8 must be local, as on Linux"
              .formatted(number, LogText.of(e)),
          e);
    }
  }

  /** Returns all names, in the order in which they joined. */
  public synchronized List<String> names() {
    return List.copyOf(proxies.keySet());
  }

  /** Returns the port on which a node has to listen for its proxy; the name joins. */
  @Override
  public synchronized List<String> arguments(String name) {
    if (name.equals(REGISTRY)) {
      return List.of();
    }
    join(name);
    return List.of("--port=" + proxy(name).port());
  }

  /** Returns the option by which a node tells others to call its proxy; the name joins. */
  @Override
  public synchronized List<String> jvmOptions(String name) {
    if (name.equals(REGISTRY)) {
      return List.of();
    }
    join(name);
    return List.of("-D%s=%s".formatted(ADDRESS_PROPERTY, proxy(name).address()));
  }

  /** Changes the link from one name to another. */
  public synchronized void link(String from, String to, LinkSettings link) {
    links.set(proxy(from).address(), proxy(to).address(), link);
    if (link.state() == LinkSettings.State.CUT) {
      proxies.values().forEach(TcpProxy::breakWhatIsCut);
    }
  }

  /** Makes the link from one name to another slower all the time, but for what else is set. */
  public synchronized void slowUsually(String from, String to, Duration delay) {
    LinkSettings slow = LinkSettings.slow(delay, Duration.ZERO);
    links.setUsual(proxy(from).address(), proxy(to).address(), slow);
  }

  /** Changes all links from one name to all others. */
  public synchronized void linkFrom(String id, LinkSettings link) {
    others(id).forEach(other -> link(id, other, link));
  }

  /** Changes all links from all others to a name. */
  public synchronized void linkTo(String id, LinkSettings link) {
    others(id).forEach(other -> link(other, id, link));
  }

  /** Returns the proxy of a name that has joined. */
  private TcpProxy proxy(String id) {
    return requireNonNull(proxies.get(id), id);
  }

  private List<String> others(String id) {
    return proxies.keySet().stream().filter(other -> !other.equals(id)).toList();
  }

  /** Closes all proxies. */
  @Override
  public synchronized void close() {
    proxies.values().forEach(TcpProxy::close);
  }
}
