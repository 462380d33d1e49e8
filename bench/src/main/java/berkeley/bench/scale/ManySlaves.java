package berkeley.bench.scale;

import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.bench.process.BenchChild;
import berkeley.bench.process.DurationSeries;
import berkeley.bench.process.RoundLine;
import berkeley.simulator.text.Units;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A registry, some processes with many slaves, and in turn those who call them: a master, or bare
 * callers. For one thread.
 */
final class ManySlaves implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Path home;
  private final int slaves;
  private final int port;
  private final List<BenchChild> children = new ArrayList<>();
  private final List<BenchChild> hosts = new ArrayList<>();

  /** Starts the registry and the slaves; returns when all are entered. */
  ManySlaves(Path home, int slaves, int processes) throws IOException, InterruptedException {
    this.home = home;
    this.slaves = slaves;
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    try {
      BenchChild registry =
          child(
              "registry",
              List.of(
                  home.resolve("berkeley").toString(),
                  "registry",
                  "--parent-watch",
                  "--bind=" + HOST,
                  "--port=0"));
      port = registry.awaitPort(PATIENCE);
      for (int i = 0; i < processes; i++) {
        int first = slaves * i / processes;
        int count = slaves * (i + 1) / processes - first;
        if (count > 0) {
          hosts.add(
              child(
                  "slaves" + i,
                  java(SlaveHost.class, Integer.toString(first), Integer.toString(count))));
        }
      }
      for (BenchChild child : children) {
        child.awaitPort(PATIENCE);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private List<String> java(Class<?> main, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("@" + home.resolve("policy").resolve("node.jvm"));
    line.add("-Xmx256m");
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.add(Integer.toString(port));
    line.addAll(List.of(arguments));
    return line;
  }

  private BenchChild child(String name, List<String> line) throws IOException {
    BenchChild child = BenchChild.start(name, line);
    children.add(child);
    return child;
  }

  /** One caller at work: its process, and how long each of its rounds took. */
  final class Caller implements AutoCloseable {
    private final ConcurrentLinkedQueue<Long> rounds = new ConcurrentLinkedQueue<>();
    private final CountDownLatch enough;
    private final BenchChild child;

    private Caller(String name, List<String> line, int rounds)
        throws IOException, InterruptedException {
      enough = new CountDownLatch(rounds);
      child = BenchChild.start(name, line, ProcessBuilder.Redirect.DISCARD, this::read);
      children.add(child);
      child.awaitPort(PATIENCE);
    }

    private void read(String line) {
      RoundLine.durationNanos(line)
          .ifPresent(
              nanos -> {
                rounds.add(nanos);
                enough.countDown();
              });
    }

    /** Waits for so many rounds as were asked for; whether they came. */
    boolean await(Duration limit) throws InterruptedException {
      return enough.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How long the rounds took, without the first ones. */
    DurationSeries rounds(int without) {
      DurationSeries kept = new DurationSeries();
      rounds.stream().skip(without).forEach(kept::add);
      return kept;
    }

    /** How many rounds there were until now. */
    int count() {
      return rounds.size();
    }

    /** What it has used until now. */
    ProcessUsage usage() throws IOException {
      return ProcessUsage.of(child.pid());
    }

    @Override
    public void close() {
      children.remove(child);
      BenchChild.endAll(List.of(child));
    }
  }

  /** Bare calls: so many of each slave, so many times. */
  Caller bare(ScaleSettings settings, int rounds) throws IOException, InterruptedException {
    return new Caller(
        "bare",
        java(
            BareCaller.class,
            Integer.toString(slaves),
            Integer.toString(settings.samples() + 1),
            Integer.toString(rounds),
            Long.toString(settings.period().toMillis()),
            Integer.toString(settings.bareThreads())),
        rounds);
  }

  /** A master that leads them; more options as they are on the command line. */
  Caller master(ScaleSettings settings, int rounds, String... options)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(home.resolve("berkeley").toString());
    line.addAll(List.of("master", "--parent-watch", "--json"));
    line.add("--registry=" + HOST + ":" + port);
    line.add("--period=" + Units.text(settings.period()));
    line.add("--deadline=" + Units.text(settings.period()));
    line.add("--samples=" + settings.samples());
    line.addAll(List.of(options));
    Caller master = new Caller("master", line, rounds);
    master.child.say("lead");
    return master;
  }

  /** Processor time of all processes with slaves until now, in milliseconds. */
  long slavesProcessorMillis() throws IOException {
    long sum = 0;
    for (BenchChild host : hosts) {
      sum += ProcessUsage.of(host.pid()).processorMillis();
    }
    return sum;
  }

  /** What the slaves say of themselves, one by one. */
  List<NodeStatus> look() throws IOException, NotBoundException {
    Registry registry = LocateRegistry.getRegistry(HOST, port);
    List<NodeStatus> seen = new ArrayList<>();
    for (int i = 0; i < slaves; i++) {
      String name = SlaveHost.name(i);
      NodeRemote slave = (NodeRemote) registry.lookup(name);
      seen.add(
          RemoteCall.get(System.nanoTime() + LIMIT.toNanos(), RemoteCall.ANYONE, slave::status));
    }
    return seen;
  }

  @Override
  public void close() {
    BenchChild.endAll(List.copyOf(children));
  }
}
