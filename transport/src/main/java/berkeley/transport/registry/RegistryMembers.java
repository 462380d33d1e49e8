package berkeley.transport.registry;

import berkeley.api.wire.ClockRemote;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import berkeley.transport.log.LogText;
import berkeley.transport.log.RateLimitedLog;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
 * time was over counts, so a long list is read in parts.
 *
 * <p>None of them is believed more than another. Names that are no names are left out, and so are
 * those beyond {@value #MOST_NAMES} of one registry. Where registries have different stubs under
 * one name, the one counts that answers, and under TLS proves the name: a registry that lists
 * others' names does not hide them.
 *
 * <p>Safe for use by several threads, one at a time.
 */
final class RegistryMembers implements MemberLookup {

  /** As many as a list of members may have. */
  static final int MOST_NAMES = 1_024;

  /** At so many candidates no more names are decided in one reading: each waits on a thread. */
  private static final int MOST_PROOFS = 32;

  private static final Logger LOG = LoggerFactory.getLogger(RegistryMembers.class);
  private static final RateLimitedLog LONG_LISTS = new RateLimitedLog(LOG, HostTicks::now);

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
    Map<String, Set<ClockRemote>> candidates = new HashMap<>();
    List<Result<Answer>> answers =
        calls.ask(
            registries.stream()
                .map(each -> (Callable<Answer>) () -> ask(each, settled, deadline))
                .toList(),
            deadline);
    boolean complete = true;
    for (int i = 0; i < registries.size(); i++) {
      if (answers.get(i) instanceof Result.Value<Answer> answer) {
        answered(registries.get(i), answer.value(), candidates);
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
    return new MemberListing(names, proven(candidates, deadline), complete && silent.isEmpty());
  }

  /** Returns the clock of each name: of several the first that answers, or else the first. */
  private Map<String, ClockRemote> proven(Map<String, Set<ClockRemote>> candidates, long deadline) {
    Map<String, ClockRemote> clocks = new HashMap<>();
    List<Callable<Map.Entry<String, ClockRemote>>> questions = new ArrayList<>();
    List<String> names = new ArrayList<>(candidates.keySet());
    Collections.shuffle(names);
    for (String name : names) {
      Set<ClockRemote> all = candidates.getOrDefault(name, Set.of());
      clocks.put(name, all.iterator().next());
      if (all.size() > 1 && questions.size() < MOST_PROOFS) {
        all.forEach(each -> questions.add(() -> prove(name, each, deadline)));
      }
    }
    Set<String> decided = new HashSet<>();
    for (Result<Map.Entry<String, ClockRemote>> answer : calls.ask(questions, deadline)) {
      if (answer instanceof Result.Value<Map.Entry<String, ClockRemote>> proven
          && decided.add(proven.value().getKey())) {
        clocks.put(proven.value().getKey(), proven.value().getValue());
      }
    }
    return clocks;
  }

  private static Map.Entry<String, ClockRemote> prove(
      String name, ClockRemote candidate, long deadline) throws RemoteException {
    RemoteCall.get(deadline, name, candidate::getTime);
    return Map.entry(name, candidate);
  }

  private void answered(
      RegistryEndpoint registry, Answer answer, Map<String, Set<ClockRemote>> candidates) {
    listed.put(registry, answer.names());
    lookup
        .take(answer.found())
        .forEach(
            (name, clock) ->
                candidates.computeIfAbsent(name, of -> new LinkedHashSet<>()).add(clock));
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
    Set<String> names = names(registry.list(), settled);
    Set<String> unsettled = new HashSet<>(names);
    unsettled.removeAll(settled);
    return new Answer(names, lookup.search(registry, unsettled, searchUntil(deadline)));
  }

  /** Leaves time to find out who of several is meant. */
  private static long searchUntil(long deadline) {
    long left = deadline - HostTicks.now();
    return deadline - Math.max(0, left) / 3;
  }

  private Set<String> names(String[] bound, Set<String> settled) {
    Set<String> names =
        Arrays.stream(bound)
            .flatMap(each -> cluster.idOf(each).stream())
            .filter(id -> !id.equals(ownName))
            .collect(Collectors.toSet());
    if (names.size() <= MOST_NAMES) {
      return names;
    }
    LONG_LISTS.warn(
        "a registry lists more names than a cluster may have, some are left out",
        "%d names, %d are taken node=%s".formatted(names.size(), MOST_NAMES, ownName));
    List<String> kept = new ArrayList<>(names);
    Collections.shuffle(kept);
    kept.sort(Comparator.comparing(id -> !settled.contains(id)));
    return Set.copyOf(kept.subList(0, MOST_NAMES));
  }
}
