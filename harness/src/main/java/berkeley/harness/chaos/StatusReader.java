package berkeley.harness.chaos;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.process.ChildProcess;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the members, one after the other. A member's stub is looked up once in each of its
 * lives; without a registry that has to wait. For one thread.
 */
final class StatusReader {

  private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);
  private static final Duration CALL_LIMIT = Duration.ofMillis(400);

  private record Found(ChildProcess life, NodeRemote node) {}

  private final RegistryAddress address;
  private final Map<String, Found> found = new HashMap<>();

  StatusReader(RegistryAddress address) {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    this.address = address;
  }

  /** What those that can be asked and answer in time say of themselves, by name. */
  Map<String, NodeStatus> look(Iterable<ChaosMember> members) {
    Map<String, NodeStatus> seen = new LinkedHashMap<>();
    for (ChaosMember member : members) {
      if (member.canAnswer()) {
        look(member).ifPresent(status -> seen.put(member.id(), status));
      }
    }
    return seen;
  }

  private Optional<NodeStatus> look(ChaosMember member) {
    try {
      NodeRemote node = find(member);
      NodeStatus status = within(node::status);
      if (status.pid() == member.child().orElseThrow().pid()) {
        return Optional.of(status);
      }
      found.remove(member.id());
    } catch (RemoteException | NotBoundException | ClassCastException e) {
      LOG.debug("not seen id={}", member.id(), e);
    }
    return Optional.empty();
  }

  private NodeRemote find(ChaosMember member) throws RemoteException, NotBoundException {
    ChildProcess life = member.child().orElseThrow();
    Found known = found.get(member.id());
    if (known == null || known.life() != life) {
      known = new Found(life, lookUp(member.id()));
      found.put(member.id(), known);
    }
    return known.node();
  }

  private NodeRemote lookUp(String id) throws RemoteException, NotBoundException {
    RemoteCall call = RemoteCall.begin(System.nanoTime() + CALL_LIMIT.toNanos(), RemoteCall.ANYONE);
    try {
      return (NodeRemote) LocateRegistry.getRegistry(address.host(), address.port()).lookup(id);
    } finally {
      call.close();
    }
  }

  private static NodeStatus within(RemoteCall.Question<NodeStatus, RemoteException> question)
      throws RemoteException {
    return RemoteCall.get(System.nanoTime() + CALL_LIMIT.toNanos(), RemoteCall.ANYONE, question);
  }
}
