package berkeley.transport.registry;

import berkeley.api.wire.ClockRemote;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members that registries list.
 *
 * <p>A registry that does not answer changes nothing: what it listed last still counts. Each is
 * contacted afresh each time, so one that was restarted is found without anyone's help; all at
 * once, so a host that swallows everything does not hide the others. What was looked up when the
 * time was over counts, so a long list is read in parts. Safe for use by several threads, one at a
 * time.
 */
final class RegistryMembers implements MemberLookup {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryMembers.class);

  private final ClusterAddress cluster;
  private final RegistryResolver resolver;
  private final String ownName;
  private final RegistryLookup lookup;
  private final DeadlineExecutor calls = new DeadlineExecutor("berkeley-registry");
  private final Map<RegistryEndpoint, Set<String>> listed = new HashMap<>();
  private final Set<RegistryEndpoint> silent = new HashSet<>();

  /**
   * Creates a lookup in the registries of a cluster.
   *
   * @param cluster where to look
   * @param ownName the name that is not listed: the caller's own
   */
  RegistryMembers(ClusterAddress cluster, String ownName) {
    this.cluster = cluster;
    this.resolver = new RegistryResolver(cluster.registries());
    this.ownName = ownName;
    this.lookup = new RegistryLookup(cluster, ownName);
  }

  /** The answer of one registry. */
  private record Answer(Set<String> names, RegistryLookup.Found found) {}

  /** Asks every registry at once. */
  @Override
  public synchronized MemberListing read(Set<String> settled) {
    long deadline = RegistryLookup.deadline();
    List<RegistryEndpoint> registries = resolver.registries();
    listed.keySet().retainAll(registries);
    silent.retainAll(registries);
    Map<String, ClockRemote> clocks = new HashMap<>();
    List<Result<Answer>> answers =
        calls.ask(
            registries.stream()
                .map(each -> (Callable<Answer>) () -> ask(each, settled, deadline))
                .toList(),
            deadline);
    boolean complete = true;
    for (int i = 0; i < registries.size(); i++) {
      if (answers.get(i) instanceof Result.Value<Answer> answer) {
        answered(registries.get(i), answer.value(), clocks);
        complete &= answer.value().found().complete();
      } else if (answers.get(i) instanceof Result.Failure<Answer> failed) {
        failed(registries.get(i), failed.cause());
      } else {
        throw new IllegalStateException("unknown result " + answers.get(i));
      }
    }
    Set<String> names = new HashSet<>();
    listed.values().forEach(names::addAll);
    lookup.retainIgnored(names);
    return new MemberListing(names, clocks, complete && silent.isEmpty());
  }

  private void answered(RegistryEndpoint registry, Answer answer, Map<String, ClockRemote> clocks) {
    listed.put(registry, answer.names());
    clocks.putAll(lookup.take(answer.found()));
    if (silent.remove(registry)) {
      LOG.info("registry is back node={} registry={}", ownName, registry);
    }
  }

  private void failed(RegistryEndpoint registry, Throwable cause) {
    if (silent.add(registry)) {
      LOG.warn(
          "registry does not answer, going on with the members known node={} registry={} cause={}",
          ownName,
          registry,
          LogText.of(cause));
    }
  }

  private Answer ask(RegistryEndpoint endpoint, Set<String> settled, long deadline)
      throws RemoteException {
    return RemoteCall.get(
        deadline, RemoteCall.ANYONE, () -> ask(endpoint.registry(), settled, deadline));
  }

  private Answer ask(Registry registry, Set<String> settled, long deadline) throws RemoteException {
    Set<String> names =
        Arrays.stream(registry.list())
            .flatMap(bound -> cluster.idOf(bound).stream())
            .collect(Collectors.toSet());
    names.remove(ownName);
    Set<String> unsettled = new HashSet<>(names);
    unsettled.removeAll(settled);
    return new Answer(names, lookup.search(registry, unsettled, deadline));
  }
}
