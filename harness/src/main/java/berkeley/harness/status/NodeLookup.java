package berkeley.harness.status;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryResolver;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the remote object behind a node's name, in whichever registry has it. */
public final class NodeLookup {

  private final ClusterAddress rendezvous;
  private final Duration limit;

  /**
   * For one cluster.
   *
   * @param rendezvous where to look
   * @param limit how long one search may take
   */
  public NodeLookup(ClusterAddress rendezvous, Duration limit) {
    this.rendezvous = rendezvous;
    this.limit = limit;
  }

  /**
   * The object bound under a name.
   *
   * @throws RemoteException if no registry that answers has it
   */
  public Remote find(String id) throws RemoteException {
    return RemoteCall.get(System.nanoTime() + limit.toNanos(), RemoteCall.ANYONE, () -> search(id));
  }

  private Remote search(String id) throws RemoteException {
    RemoteException last = new RemoteException("there is no registry");
    for (RegistryEndpoint site : new RegistryResolver(rendezvous::registriesNow).registries()) {
      try {
        return site.registry().lookup(rendezvous.boundName(id));
      } catch (NotBoundException e) {
        last = new RemoteException("its name is not bound", e);
      } catch (RemoteException e) {
        last = e;
      }
    }
    throw last;
  }

  /**
   * Fails with a line that names those who are there, unless the name is among them.
   *
   * @throws CommandFailure if the survey has not found the name
   */
  public static void requireKnown(ClusterStatus survey, String id) {
    String there =
        Stream.of(
                survey.nodes().stream().map(node -> node.id()),
                survey.foreign().stream().map(ClusterStatus.Foreign::id),
                survey.unreachable().stream().map(ClusterStatus.Silent::id))
            .flatMap(ids -> ids)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!Stream.of(there.split(", ")).toList().contains(id)) {
      throw CommandFailure.missing(
          "no node is called '%s'; there %s"
              .formatted(id, there.isEmpty() ? "is none yet" : "are " + there));
    }
  }
}
