package berkeley.bench.contenders;

import berkeley.bench.accuracy.ProcessCluster;
import berkeley.bench.process.RoundLine;
import berkeley.harness.process.ProcessVariation;
import berkeley.master.MasterSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our cluster: four slaves and a fixed master. */
final class BerkeleyGroup implements ContenderGroup {
  private static final String VICTIM = ProcessCluster.SLAVES.get(ProcessCluster.SLAVES.size() - 1);

  private final Endpoints endpoints;
  private final Optional<InjectedWallClock> wallClock;
  private final ProcessCluster cluster;
  private final ClockPanel panel;
  private final RoundTimes rounds;
  private final FaultConditions conditions;

  private BerkeleyGroup(
      Endpoints endpoints,
      Optional<InjectedWallClock> wallClock,
      ProcessCluster cluster,
      RoundTimes rounds) {
    this.endpoints = endpoints;
    this.wallClock = wallClock;
    this.cluster = cluster;
    this.rounds = rounds;
    List<NodeClockReader> clocks = new ArrayList<>();
    clocks.add(new NodeClockReader(cluster.client(), ProcessCluster.MASTER));
    ProcessCluster.SLAVES.forEach(
        slave -> clocks.add(new NodeClockReader(cluster.client(), slave)));
    panel = new ClockPanel(clocks);
    conditions =
        new FaultConditions(cluster.process(VICTIM), nanos -> wallClock.orElseThrow().step(nanos));
  }

  /**
   * Starts the processes.
   *
   * @param average the agreement's name
   * @param pushing whether the slaves send their time by themselves
   */
  static ContenderGroup start(ContenderSetting setting, String average, boolean pushing)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(ProcessCluster.SLAVES);
    names.add(ProcessCluster.MASTER);
    Endpoints endpoints = setting.slow() ? Endpoints.slow(names, false) : Endpoints.direct(names);
    Optional<InjectedWallClock> wallClock = Optional.empty();
    RoundTimes rounds = new RoundTimes();
    try {
      if (setting.stage() == ContenderSetting.Stage.STEPPED) {
        wallClock = Optional.of(InjectedWallClock.open(setting.checkout().home(), 0, 0));
      }
      ProcessCluster cluster =
          ProcessCluster.start(
              setting.checkout().command(),
              MasterSettings.builder().period(setting.period()).average(average).build(),
              pushing,
              setting.seed(),
              new Variation(endpoints, wallClock, rounds));
      return new BerkeleyGroup(endpoints, wallClock, cluster, rounds);
    } catch (IOException | InterruptedException | RuntimeException e) {
      endpoints.close();
      wallClock.ifPresent(InjectedWallClock::close);
      throw e;
    }
  }

  /** The proxies, the wall clock of the master, and its rounds. */
  private record Variation(
      Endpoints endpoints, Optional<InjectedWallClock> wallClock, RoundTimes rounds)
      implements ProcessVariation {

    @Override
    public List<String> arguments(String name) {
      List<String> arguments = new ArrayList<>();
      if (endpoints.isSlow() && endpoints.has(name)) {
        arguments.add("--port=" + endpoints.port(name));
      }
      if (name.equals(ProcessCluster.MASTER)) {
        arguments.add("--json");
      }
      return arguments;
    }

    @Override
    public List<String> jvmOptions(String name) {
      return endpoints.isSlow() && endpoints.has(name)
          ? List.of("-Djava.rmi.server.hostname=" + endpoints.host(name))
          : List.of();
    }

    @Override
    public Map<String, String> environment(String name) {
      return name.equals(ProcessCluster.MASTER)
          ? wallClock.map(InjectedWallClock::environment).orElse(Map.of())
          : Map.of();
    }

    @Override
    public void printed(String name, String line) {
      RoundLine.durationNanos(line).ifPresent(rounds::ended);
    }
  }

  @Override
  public PanelReading look(boolean withoutVictim) throws IOException {
    return panel.look(withoutVictim);
  }

  @Override
  public RoundTimes rounds() {
    return rounds;
  }

  @Override
  public void begin(Condition condition) throws IOException {
    conditions.begin(condition);
  }

  @Override
  public void end(Condition condition) throws IOException {
    conditions.end(condition);
  }

  @Override
  public void requireAlive() throws IOException {
    cluster.requireAlive();
  }

  @Override
  public void close() {
    conditions.release();
    panel.close();
    cluster.close();
    endpoints.close();
    wallClock.ifPresent(InjectedWallClock::close);
  }
}
