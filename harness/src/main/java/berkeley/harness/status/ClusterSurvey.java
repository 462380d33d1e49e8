package berkeley.harness.status;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.harness.status.ClusterStatus.Foreign;
import berkeley.harness.status.ClusterStatus.Silent;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lists the registries and asks everyone found there at once, all under one deadline. Whoever has
 * not answered by then is unreachable, and its call ends with it. For one use by one thread.
 */
final class ClusterSurvey {

  private final StatusClient client;
  private final long deadlineTicks;
  private final List<Silent> missingRegistries = new ArrayList<>();
  private final List<StatusReading> readings = new ArrayList<>();
  private final List<Foreign> foreign = new ArrayList<>();
  private final List<Silent> unreachable = new ArrayList<>();

  /** The rounds of the master with the newest term. */
  private List<RoundReport> newestRounds = List.of();

  private long newestTerm = -1;

  ClusterSurvey(StatusClient client) {
    this.client = client;
    this.deadlineTicks = HostTicks.now() + client.limit().toNanos();
  }

  /** What one name's object answered; a foreign clock has no reading. */
  private record Answer(
      @Nullable StatusReading reading, long timeNanos, List<RoundReport> rounds) {}

  ClusterStatus take(List<RegistryEndpoint> registries) throws InterruptedException {
    for (Map.Entry<String, Future<Answer>> each : askEveryone(registries).entrySet()) {
      try {
        add(each.getKey(), get(each.getValue()));
      } catch (ExecutionException e) {
        unreachable.add(new Silent(each.getKey(), SilenceReason.of(e)));
      } catch (TimeoutException e) {
        unreachable.add(new Silent(each.getKey(), noAnswer()));
      }
    }
    return new ClusterStatus(readings, foreign, unreachable, missingRegistries, newestRound());
  }

  private void add(String id, Answer answer) {
    StatusReading reading = answer.reading;
    if (reading == null) {
      foreign.add(new Foreign(id, answer.timeNanos));
      return;
    }
    readings.add(reading);
    NodeStatus status = reading.status();
    if (status.role() == Role.MASTER && status.term() > newestTerm) {
      newestTerm = status.term();
      newestRounds = answer.rounds;
    }
  }

  private Map<String, Future<Answer>> askEveryone(List<RegistryEndpoint> registries)
      throws InterruptedException {
    Map<RegistryEndpoint, Future<String[]>> lists = new LinkedHashMap<>();
    for (RegistryEndpoint registry : registries) {
      lists.put(
          registry,
          client.submit(
              () ->
                  RemoteCall.get(
                      deadlineTicks, RemoteCall.ANYONE, () -> registry.registry().list())));
    }
    Map<String, Future<Answer>> asked = new TreeMap<>();
    for (Map.Entry<RegistryEndpoint, Future<String[]>> list : lists.entrySet()) {
      RegistryEndpoint registry = list.getKey();
      try {
        for (String boundName : get(list.getValue())) {
          client
              .cluster()
              .idOf(boundName)
              .ifPresent(
                  id ->
                      asked.computeIfAbsent(
                          id, key -> client.submit(() -> ask(registry, boundName, id))));
        }
      } catch (ExecutionException e) {
        missingRegistries.add(new Silent(registry.toString(), SilenceReason.of(e)));
      } catch (TimeoutException e) {
        missingRegistries.add(new Silent(registry.toString(), noAnswer()));
      }
    }
    return asked;
  }

  private Answer ask(RegistryEndpoint registry, String boundName, String id)
      throws RemoteException {
    return client.askListed(registry, boundName, id, deadlineTicks, ClusterSurvey::ask);
  }

  private static Answer ask(Remote bound) throws RemoteException {
    if (bound instanceof NodeRemote node) {
      StatusReading reading = StatusClient.read(node);
      boolean leads = reading.status().role() == Role.MASTER;
      List<RoundReport> rounds = leads ? node.rounds(reading.status().term(), -1) : List.of();
      return new Answer(reading, 0, rounds);
    }
    if (bound instanceof ClockRemote clock) {
      return new Answer(null, clock.getTime(), List.of());
    }
    throw new RemoteException("what is bound there is no clock");
  }

  private Optional<RoundReport> newestRound() {
    return newestRounds.isEmpty()
        ? Optional.empty()
        : Optional.of(newestRounds.get(newestRounds.size() - 1));
  }

  private <T> T get(Future<T> call)
      throws InterruptedException, ExecutionException, TimeoutException {
    long left = Math.max(0, deadlineTicks - HostTicks.now());
    return call.get(left, TimeUnit.NANOSECONDS);
  }

  private String noAnswer() {
    return "no answer within %d ms".formatted(client.limit().toMillis());
  }
}
