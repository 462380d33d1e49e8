package berkeley.bench.scale;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeStatus;
import berkeley.bench.process.DurationSeries;
import berkeley.bench.process.OwnCheckout;
import berkeley.bench.process.RoundLine;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.JavaCommand;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.status.StatusClient;
import berkeley.simulator.text.Units;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A registry, some processes with many slaves, and in turn those who call them: a master, or bare
 * callers. For one thread.
 */
final class ManySlaves implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

  private final NodeCommand command;
  private final JavaCommand java;
  private final int slaves;
  private final RegistryAddress registry;
  private final ClusterProcesses processes;
  private final StatusClient client;

  /** Starts the registry and the slaves, and waits until all slaves are bound. */
  ManySlaves(OwnCheckout checkout, int slaves, int hosts) throws InterruptedException {
    this.command = checkout.command();
    this.java = checkout.java().with(List.of("-Xmx256m"));
    this.slaves = slaves;
    this.processes =
        ClusterProcesses.startedBy(command)
            .startLimit(START_LIMIT)
            .errors(name -> Redirect.INHERIT)
            .build();
    try {
      registry = processes.startRegistry();
      client = StatusClient.at(registry, CALL_LIMIT);
      for (int i = 0; i < hosts; i++) {
        int first = slaves * i / hosts;
        int count = slaves * (i + 1) / hosts - first;
        if (count > 0) {
          processes.startOther("slaves" + i, running(SlaveHost.class, first, count));
        }
      }
      for (ChildProcess child : processes.nodes()) {
        processes.awaitReady(child);
      }
    } catch (InterruptedException | RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  /** Returns a command line whose first argument is the registry's port. */
  private List<String> running(Class<?> main, long... numbers) {
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(registry.port())));
    Arrays.stream(numbers).mapToObj(Long::toString).forEach(arguments::add);
    return java.running(main.getName(), arguments);
  }

  /** A process that calls the slaves, and how long each of its rounds took. */
  static final class Caller implements AutoCloseable {
    private final ConcurrentLinkedQueue<Long> rounds = new ConcurrentLinkedQueue<>();
    private final CountDownLatch enough;
    private final ChildProcess child;

    private Caller(String name, List<String> line, int rounds) throws InterruptedException {
      enough = new CountDownLatch(rounds);
      child = ChildProcess.start(name, line, Redirect.DISCARD, this::read);
      try {
        child.awaitReady(START_LIMIT);
      } catch (InterruptedException | RuntimeException e) {
        close();
        throw e;
      }
    }

    private void read(String line) {
      RoundLine.durationNanos(line)
          .ifPresent(
              nanos -> {
                rounds.add(nanos);
                enough.countDown();
              });
    }

    /** Waits for as many rounds as were asked for; returns whether they came. */
    boolean await(Duration limit) throws InterruptedException {
      return enough.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns how long the rounds took, without the first ones. */
    DurationSeries rounds(int without) {
      DurationSeries kept = new DurationSeries();
      rounds.stream().skip(without).forEach(kept::add);
      return kept;
    }

    /** Returns how many rounds there were until now. */
    int count() {
      return rounds.size();
    }

    /** Returns what the process has used until now. */
    ProcessUsage usage() throws IOException {
      return ProcessUsage.of(child.pid());
    }

    @Override
    public void close() {
      ChildProcess.endAll(List.of(child));
    }
  }

  /** Starts bare calls: so many of each slave, so many times. */
  Caller bare(ScaleSettings settings, int rounds) throws InterruptedException {
    return new Caller(
        "bare",
        running(
            BareCaller.class,
            slaves,
            settings.samples() + 1,
            rounds,
            settings.period().toMillis(),
            settings.bareThreads()),
        rounds);
  }

  /** Starts a master that leads the slaves, with more options of the command line. */
  Caller master(ScaleSettings settings, int rounds, String... options) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("master", "--parent-watch", "--json"));
    arguments.add("--registry=" + registry);
    arguments.add("--period=" + Units.text(settings.period()));
    arguments.add("--deadline=" + Units.text(settings.period()));
    arguments.add("--samples=" + settings.samples());
    arguments.addAll(List.of(options));
    Caller master = new Caller("master", command.line(arguments), rounds);
    ClusterProcesses.lead(master.child);
    return master;
  }

  /** Returns the processor time of all processes with slaves until now, in milliseconds. */
  long slavesProcessorMillis() throws IOException {
    long sum = 0;
    for (ChildProcess host : processes.nodes()) {
      sum += ProcessUsage.of(host.pid()).processorMillis();
    }
    return sum;
  }

  /** Reads the slaves, one by one. */
  List<NodeStatus> look() {
    return client.read(IntStream.range(0, slaves).mapToObj(SlaveHost::name).toList()).requireAll();
  }

  @Override
  public void close() {
    processes.close();
  }
}
