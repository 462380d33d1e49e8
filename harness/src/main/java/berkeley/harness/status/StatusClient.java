package berkeley.harness.status;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.status.ClusterStatus.Silent;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryResolver;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Asks the nodes of one cluster for their status: given ones back to back ({@link #read}), or all
 * that the registries list at once ({@link #survey}).
 *
 * <p>A node is looked up when it is asked first, and again after a call to it has failed; while the
 * registries do not answer, the stub that is known still counts. Each question has a deadline, with
 * the look-up that it may need. Safe for use by several threads.
 */
public final class StatusClient {

  /** A look-up in place of a stub that has failed takes this part of the limit at most. */
  private static final int LOOK_UP_SHARE = 2;

  private final ClusterAddress cluster;
  private final RegistryResolver resolver;
  private final Duration limit;
  private final Duration rest;
  private final Map<String, KnownNode> known = new ConcurrentHashMap<>();
  private final Map<String, Long> restsUntilTicks = new ConcurrentHashMap<>();

  private final ExecutorService calls =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "survey");
            thread.setDaemon(true);
            return thread;
          });

  private record KnownNode(Remote stub, boolean hasFailed) {}

  /**
   * Creates a client.
   *
   * @param cluster where its nodes are found
   * @param limit how long one question may take
   */
  public StatusClient(ClusterAddress cluster, Duration limit) {
    this(cluster, limit, Duration.ZERO);
  }

  /**
   * Creates a client that leaves a node alone for a while after it has not answered, so that it
   * does not delay the reading of the others.
   *
   * @param cluster where its nodes are found
   * @param limit how long one question may take
   * @param rest how long a silent node is not asked again
   */
  public StatusClient(ClusterAddress cluster, Duration limit, Duration rest) {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    this.cluster = cluster;
    this.resolver = new RegistryResolver(cluster::registriesNow);
    this.limit = limit;
    this.rest = rest;
  }

  /** Creates a client of the unnamed cluster in one registry. */
  public static StatusClient at(RegistryAddress registry, Duration limit) {
    return new StatusClient(ClusterAddress.at(List.of(registry)), limit);
  }

  /** Asks all that the registries list at once; tells who does not answer, and never fails. */
  public ClusterStatus survey() throws InterruptedException {
    return new ClusterSurvey(this).take(resolver.registries());
  }

  /**
   * Takes a survey for a command that is pointless without a registry.
   *
   * @throws CommandFailure if no registry answers
   */
  public ClusterStatus surveyOfSomeRegistry() throws InterruptedException {
    List<RegistryEndpoint> registries = resolver.registries();
    ClusterStatus survey = new ClusterSurvey(this).take(registries);
    if (cluster.directory().isEmpty() && survey.missingRegistries().size() == registries.size()) {
      throw CommandFailure.missing(
          "no registry at %s; start one with berkeley registry --port PORT"
              .formatted(
                  survey.missingRegistries().stream()
                      .map(missing -> "%s (%s)".formatted(missing.id(), missing.reason()))
                      .collect(Collectors.joining(", "))));
    }
    return survey;
  }

  ClusterAddress cluster() {
    return cluster;
  }

  /** Runs a call on a thread of its own. */
  <T> Future<T> submit(Callable<T> call) {
    return calls.submit(call);
  }

  Duration limit() {
    return limit;
  }

  /** A question to a node. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks it. */
    T ask(NodeRemote node) throws RemoteException;
  }

  /**
   * Reads one node's status.
   *
   * @throws RemoteException if it does not answer within the limit, or is left alone now
   */
  public StatusReading read(String id) throws RemoteException {
    return ask(id, StatusClient::read);
  }

  /** Reads the given nodes back to back. */
  public NodeReadings read(Collection<String> ids) {
    Map<String, StatusReading> readings = new LinkedHashMap<>();
    List<Silent> silent = new ArrayList<>();
    for (String id : ids) {
      try {
        readings.put(id, read(id));
      } catch (RemoteException e) {
        silent.add(new Silent(id, SilenceReason.of(e)));
      }
    }
    return new NodeReadings(readings, silent);
  }

  /** Reads nodes back to back, with a reading of a reference node before and after each. */
  public Map<String, ReferencedReading> readAgainst(String reference, Collection<String> others) {
    Map<String, ReferencedReading> readings = new LinkedHashMap<>();
    Optional<NodeStatus> before = readIfAnswers(reference);
    for (String id : others) {
      Optional<NodeStatus> node = readIfAnswers(id);
      Optional<NodeStatus> after = node.isEmpty() ? before : readIfAnswers(reference);
      readings.put(id, new ReferencedReading(before, node, after));
      before = after;
    }
    return readings;
  }

  private Optional<NodeStatus> readIfAnswers(String id) {
    try {
      return Optional.of(read(id).status());
    } catch (RemoteException e) {
      return Optional.empty();
    }
  }

  /**
   * Asks a node something.
   *
   * @throws RemoteException if it does not answer within the limit, or is left alone now
   */
  public <T> T ask(String id, Question<T> question) throws RemoteException {
    Long restsUntil = restsUntilTicks.get(id);
    if (restsUntil != null && HostTicks.now() - restsUntil < 0) {
      throw new RemoteException("it did not answer a moment ago and is left alone");
    }
    long deadlineTicks = HostTicks.now() + limit.toNanos();
    try {
      Remote stub = stub(id, deadlineTicks);
      T answer = RemoteCall.get(deadlineTicks, id, () -> question.ask(requireNode(stub)));
      restsUntilTicks.remove(id);
      return answer;
    } catch (RemoteException e) {
      noteFailure(id);
      restsUntilTicks.put(id, HostTicks.now() + rest.toNanos());
      throw e;
    }
  }

  private void noteFailure(String id) {
    known.computeIfPresent(id, (name, node) -> new KnownNode(node.stub(), true));
  }

  private Remote stub(String id, long deadlineTicks) throws RemoteException {
    KnownNode node = known.get(id);
    if (node != null && !node.hasFailed()) {
      return node.stub();
    }
    long left = deadlineTicks - HostTicks.now();
    try {
      Remote found = find(id, node == null ? left : left / LOOK_UP_SHARE);
      known.put(id, new KnownNode(found, false));
      return found;
    } catch (RemoteException e) {
      if (node == null) {
        throw e;
      }
      return node.stub();
    }
  }

  /** Drops what is known of a node, which is then looked up before it is asked again. */
  public void forget(String id) {
    known.remove(id);
    restsUntilTicks.remove(id);
  }

  /**
   * Looks a node up, so that the first question to it needs no registry.
   *
   * @param longest how long that may take
   * @throws RemoteException if no registry that answers has it
   */
  public void lookUp(String id, Duration longest) throws RemoteException {
    known.put(id, new KnownNode(find(id, longest.toNanos()), false));
    restsUntilTicks.remove(id);
  }

  /**
   * Returns the remote object that is bound under a node's name, in whichever registry has it.
   *
   * @throws RemoteException if no registry that answers has it
   */
  public Remote find(String id) throws RemoteException {
    return find(id, limit.toNanos());
  }

  private Remote find(String id, long nanos) throws RemoteException {
    return RemoteCall.get(HostTicks.now() + nanos, RemoteCall.ANYONE, () -> search(id));
  }

  private Remote search(String id) throws RemoteException {
    RemoteException last = new RemoteException("there is no registry");
    for (RegistryEndpoint endpoint : resolver.registries()) {
      try {
        return endpoint.registry().lookup(cluster.boundName(id));
      } catch (NotBoundException e) {
        last = new RemoteException("its name is not bound", e);
      } catch (RemoteException e) {
        last = e;
      }
    }
    throw last;
  }

  /**
   * Asks what a registry has under a name: by the stub that is known, or else by the one that the
   * registry has.
   */
  <T> T askListed(
      RegistryEndpoint registry,
      String boundName,
      String id,
      long deadlineTicks,
      ListedQuestion<T> question)
      throws RemoteException {
    KnownNode node = known.get(id);
    if (node != null && !node.hasFailed()) {
      try {
        return RemoteCall.get(deadlineTicks, id, () -> question.ask(node.stub()));
      } catch (RemoteException e) {
        noteFailure(id);
      }
    }
    Remote found =
        RemoteCall.get(deadlineTicks, RemoteCall.ANYONE, () -> lookUp(registry, boundName));
    T answer = RemoteCall.get(deadlineTicks, id, () -> question.ask(found));
    known.put(id, new KnownNode(found, false));
    return answer;
  }

  /** A question to whatever is bound under a name. */
  @FunctionalInterface
  interface ListedQuestion<T> {
    /** Asks it. */
    T ask(Remote bound) throws RemoteException;
  }

  private static Remote lookUp(RegistryEndpoint registry, String boundName) throws RemoteException {
    try {
      return registry.registry().lookup(boundName);
    } catch (NotBoundException e) {
      throw new RemoteException("it left between list and lookup", e);
    }
  }

  static StatusReading read(NodeRemote node) throws RemoteException {
    long sentTicks = HostTicks.now();
    NodeStatus status = node.status();
    return new StatusReading(status, sentTicks, HostTicks.now());
  }

  private static NodeRemote requireNode(Remote bound) throws RemoteException {
    if (bound instanceof NodeRemote node) {
      return node;
    }
    throw new RemoteException(
        bound instanceof ClockRemote
            ? "it is a clock that has no status"
            : "what is bound there is no clock");
  }
}
