package berkeley.bench.hosts;

import berkeley.api.wire.NodeRemote;
import berkeley.bench.process.BenchParentWatch;
import berkeley.bench.process.TlsSockets;
import berkeley.transport.socket.RemoteCall;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Stands on a host and looks at its nodes, some times a second, whatever becomes of the network: it
 * prints a {@link StatusSample} as a line for each. Under TLS, with an operator's keys. A process
 * of its own.
 */
final class HostObserver {
  private static final long PAUSE_MILLIS = 50;
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final String host;
  private final int port;
  private final Map<String, NodeRemote> ways = new HashMap<>();

  private HostObserver(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Looks until its standard input ends.
   *
   * @param args the folder of keys, the host and the port of its registry, the names of its nodes
   */
  public static void main(String[] args) throws Exception {
    BenchParentWatch.begin();
    TlsSockets.install(Path.of(args[0]));
    HostObserver lookout = new HostObserver(args[1], Integer.parseInt(args[2]));
    System.out.println("READY port=" + args[2]);
    List<String> ids = List.of(args).subList(3, args.length);
    while (true) {
      ids.forEach(lookout::look);
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private void look(String id) {
    try {
      NodeRemote node = way(id);
      System.out.println(
          StatusSample.of(RemoteCall.get(System.nanoTime() + LIMIT.toNanos(), id, node::status))
              .line());
    } catch (RemoteException e) {
      // Not there yet, or not any more: whoever listens sees that nothing comes.
      ways.remove(id);
    }
  }

  private NodeRemote way(String id) throws RemoteException {
    NodeRemote way = ways.get(id);
    if (way == null) {
      way =
          RemoteCall.get(System.nanoTime() + LIMIT.toNanos(), RemoteCall.ANYONE, () -> lookUp(id));
      ways.put(id, way);
    }
    return way;
  }

  private NodeRemote lookUp(String id) throws RemoteException {
    try {
      return (NodeRemote) LocateRegistry.getRegistry(host, port).lookup(id);
    } catch (NotBoundException e) {
      throw new RemoteException("it has not come yet", e);
    }
  }
}
