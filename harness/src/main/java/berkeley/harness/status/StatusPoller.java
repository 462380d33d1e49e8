package berkeley.harness.status;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.status.ClusterStatus.Foreign;
import berkeley.harness.status.ClusterStatus.Silent;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryResolver;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Looks into the registries and asks everyone found there, all at once, within one time limit.
 * Whoever has not answered by then is reported as unreachable; its call ends with it, at the same
 * deadline.
 */
public final class StatusPoller {

  private final ClusterAddress rendezvous;
  private final RegistryResolver book;
  private final Duration limit;
  private final ExecutorService calls =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "survey");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * For one cluster.
   *
   * @param rendezvous where to look, and for which names
   * @param limit how long one survey may take in all
   */
  public StatusPoller(ClusterAddress rendezvous, Duration limit) {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    this.rendezvous = rendezvous;
    this.book = new RegistryResolver(rendezvous::registriesNow);
    this.limit = limit;
  }

  /** Takes one survey. Never fails for a node or a registry that does not answer: it says so. */
  public ClusterStatus survey() throws InterruptedException {
    return survey(book.registries());
  }

  private ClusterStatus survey(List<RegistryEndpoint> sites) throws InterruptedException {
    long deadlineTicks = System.nanoTime() + limit.toNanos();
    List<Silent> missing = new ArrayList<>();
    Map<String, Future<Answer>> asked = askEveryone(sites, deadlineTicks, missing);
    List<NodeStatus> nodes = new ArrayList<>();
    List<Foreign> foreign = new ArrayList<>();
    List<Silent> unreachable = new ArrayList<>();
    List<Answer> leaders = new ArrayList<>();
    for (Map.Entry<String, Future<Answer>> each : asked.entrySet()) {
      try {
        Answer answer = get(each.getValue(), deadlineTicks);
        if (answer.status == null) {
          foreign.add(new Foreign(each.getKey(), answer.timeNanos));
        } else {
          nodes.add(answer.status);
          if (answer.status.role() == Role.MASTER) {
            leaders.add(answer);
          }
        }
      } catch (ExecutionException e) {
        unreachable.add(new Silent(each.getKey(), FailureReason.of(e.getCause())));
      } catch (TimeoutException e) {
        unreachable.add(new Silent(each.getKey(), noAnswer()));
      }
    }
    return new ClusterStatus(nodes, foreign, unreachable, missing, newestRound(leaders));
  }

  /**
   * Takes one survey, for a command that is pointless without a registry.
   *
   * @throws CommandFailure if no registry answers
   */
  public ClusterStatus surveyOfSomeRegistry() throws InterruptedException {
    List<RegistryEndpoint> sites = book.registries();
    ClusterStatus survey = survey(sites);
    if (rendezvous.directory().isEmpty() && survey.missingRegistries().size() == sites.size()) {
      throw CommandFailure.missing(
          "no registry at %s; start one with berkeley registry --port PORT"
              .formatted(
                  survey.missingRegistries().stream()
                      .map(missing -> "%s (%s)".formatted(missing.id(), missing.reason()))
                      .collect(Collectors.joining(", "))));
    }
    return survey;
  }

  private Map<String, Future<Answer>> askEveryone(
      List<RegistryEndpoint> sites, long deadlineTicks, List<Silent> missing)
      throws InterruptedException {
    Map<RegistryEndpoint, Future<String[]>> lists = new LinkedHashMap<>();
    for (RegistryEndpoint site : sites) {
      lists.put(
          site,
          calls.submit(
              () ->
                  RemoteCall.get(deadlineTicks, RemoteCall.ANYONE, () -> site.registry().list())));
    }
    Map<String, Future<Answer>> asked = new TreeMap<>();
    for (Map.Entry<RegistryEndpoint, Future<String[]>> list : lists.entrySet()) {
      RegistryEndpoint site = list.getKey();
      try {
        for (String bound : get(list.getValue(), deadlineTicks)) {
          rendezvous
              .idOf(bound)
              .ifPresent(
                  id ->
                      asked.computeIfAbsent(
                          id, key -> calls.submit(() -> ask(site, bound, id, deadlineTicks))));
        }
      } catch (ExecutionException e) {
        missing.add(new Silent(site.toString(), FailureReason.of(e.getCause())));
      } catch (TimeoutException e) {
        missing.add(new Silent(site.toString(), noAnswer()));
      }
    }
    return asked;
  }

  private static Answer ask(RegistryEndpoint site, String bound, String id, long deadlineTicks)
      throws RemoteException {
    Remote remote = RemoteCall.get(deadlineTicks, RemoteCall.ANYONE, () -> lookUp(site, bound));
    return RemoteCall.get(deadlineTicks, id, () -> ask(remote));
  }

  private static Remote lookUp(RegistryEndpoint site, String bound) throws RemoteException {
    try {
      return site.registry().lookup(bound);
    } catch (NotBoundException e) {
      throw new RemoteException("it left between list and lookup", e);
    }
  }

  private static Answer ask(Remote remote) throws RemoteException {
    if (remote instanceof NodeRemote node) {
      NodeStatus status = node.status();
      List<RoundReport> rounds =
          status.role() == Role.MASTER ? node.rounds(status.term(), -1) : List.of();
      return new Answer(status, 0, rounds);
    }
    if (remote instanceof ClockRemote clock) {
      return new Answer(null, clock.getTime(), List.of());
    }
    throw new RemoteException("what is bound there is no clock");
  }

  private static Optional<RoundReport> newestRound(List<Answer> leaders) {
    return leaders.stream()
        .max(Comparator.comparingLong(leader -> leader.status.term()))
        .filter(leader -> !leader.rounds.isEmpty())
        .map(leader -> leader.rounds.get(leader.rounds.size() - 1));
  }

  private static <T> T get(Future<T> call, long deadlineTicks)
      throws InterruptedException, ExecutionException, TimeoutException {
    long left = Math.max(0, deadlineTicks - System.nanoTime());
    return call.get(left, TimeUnit.NANOSECONDS);
  }

  private String noAnswer() {
    return "no answer within %d ms".formatted(limit.toMillis());
  }

  /** What one name's object answered; a foreign clock has no status. */
  private record Answer(NodeStatus status, long timeNanos, List<RoundReport> rounds) {}
}
