package berkeley.bench.contenders;

import static java.util.Objects.requireNonNull;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.proxy.LinkSettings;
import berkeley.harness.proxy.LinkTable;
import berkeley.harness.proxy.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where processes are reached: directly, or each at a loopback address of its own, where a proxy
 * delays what passes. For one thread.
 */
final class Endpoints implements AutoCloseable {
  static final Duration LEAST_DELAY = Duration.ofMillis(7);
  static final Duration JITTER = Duration.ofMillis(6);

  /** The name by which a proxy knows callers that do not name themselves: all without RMI. */
  private static final String ANONYMOUS = "";

  private final Map<String, InetSocketAddress> endpoints = new LinkedHashMap<>();
  private final List<TcpProxy> proxies = new ArrayList<>();
  private final boolean slow;

  private Endpoints(boolean slow) {
    this.slow = slow;
  }

  /** Returns free ports of 127.0.0.1, for processes that start soon. */
  static Endpoints direct(List<String> names) throws IOException {
    Endpoints direct = new Endpoints(false);
    for (String name : names) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        InetAddress address = InetAddress.getLoopbackAddress();
        direct.endpoints.put(name, new InetSocketAddress(address, socket.getLocalPort()));
      }
    }
    return direct;
  }

  /**
   * Opens proxies with 10±3 ms in each direction between all of them.
   *
   * @param withAnonymous whether callers that do not name themselves are delayed too
   * @throws CommandFailure if this host has no address besides 127.0.0.1
   */
  static Endpoints slow(List<String> names, boolean withAnonymous) throws IOException {
    Endpoints slow = new Endpoints(true);
    LinkTable links = new LinkTable();
    try {
      for (String name : names) {
        byte number = (byte) (slow.proxies.size() + 1);
        InetAddress own = InetAddress.getByAddress(new byte[] {127, 0, 2, number});
        TcpProxy proxy = TcpProxy.open(links, own, InetAddress.getLoopbackAddress());
        slow.proxies.add(proxy);
        slow.endpoints.put(name, new InetSocketAddress(own, proxy.port()));
      }
    } catch (IOException e) {
      slow.close();
      throw CommandFailure.missing("no proxy can listen on 127.0.2.*: " + e);
    }
    List<String> hosts = new ArrayList<>(names.stream().map(slow::host).toList());
    if (withAnonymous) {
      hosts.add(ANONYMOUS);
    }
    for (String from : hosts) {
      for (String to : hosts) {
        links.set(from, to, LinkSettings.slow(LEAST_DELAY, JITTER));
      }
    }
    return slow;
  }

  /** Returns whether messages are delayed. */
  boolean isSlow() {
    return slow;
  }

  /** Returns whether there is an endpoint of that name. */
  boolean has(String name) {
    return endpoints.containsKey(name);
  }

  /** Returns the address at which a process is reached. */
  String host(String name) {
    return of(name).getAddress().getHostAddress();
  }

  /** Returns the port at which a process is reached and at which it listens on 127.0.0.1. */
  int port(String name) {
    return of(name).getPort();
  }

  private InetSocketAddress of(String name) {
    return requireNonNull(endpoints.get(name));
  }

  /** Returns all endpoints, in their order. */
  List<InetSocketAddress> all() {
    return List.copyOf(endpoints.values());
  }

  @Override
  public void close() {
    proxies.forEach(TcpProxy::close);
  }
}
