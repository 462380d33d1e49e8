package berkeley.bench.contenders;

import berkeley.bench.accuracy.ProcessCluster;
import berkeley.bench.process.BenchChild;
import berkeley.bench.process.RoundLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster of ours: four slaves and a fixed master, processes of the {@code berkeley} command. */
final class BerkeleyGroup implements ContenderGroup {
  private static final String VICTIM = ProcessCluster.SLAVES.get(ProcessCluster.SLAVES.size() - 1);

  private final Endpoints ways;
  private final Optional<InjectedWallClock> wallClock;
  private final ProcessCluster cluster;
  private final ClockPanel panel;
  private final RoundTimes rounds;
  private final FaultConditions afflictions;

  private BerkeleyGroup(
      Endpoints ways,
      Optional<InjectedWallClock> wallClock,
      ProcessCluster cluster,
      RoundTimes rounds) {
    this.ways = ways;
    this.wallClock = wallClock;
    this.cluster = cluster;
    this.rounds = rounds;
    List<NodeClockReader> clocks = new ArrayList<>();
    clocks.add(new NodeClockReader(cluster.master()));
    cluster.slaves().forEach(slave -> clocks.add(new NodeClockReader(slave)));
    panel = new ClockPanel(clocks);
    BenchChild victim = cluster.process(VICTIM);
    afflictions = new FaultConditions(victim, nanos -> wallClock.orElseThrow().step(nanos));
  }

  /**
   * Starts it.
   *
   * @param average the agreement's name
   * @param pushing whether the slaves send their time by themselves
   */
  static ContenderGroup start(ContenderSetting setting, String average, boolean pushing)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(ProcessCluster.SLAVES);
    names.add(ProcessCluster.MASTER);
    Endpoints ways = setting.slow() ? Endpoints.slow(names, false) : Endpoints.direct(names);
    Optional<InjectedWallClock> wallClock = Optional.empty();
    RoundTimes rounds = new RoundTimes();
    try {
      if (setting.stage() == ContenderSetting.Stage.STEPPED) {
        wallClock = Optional.of(InjectedWallClock.open(setting.home(), 0, 0));
      }
      ProcessCluster cluster =
          ProcessCluster.start(
              setting.home().resolve("berkeley"),
              setting.period(),
              pushing,
              setting.seed(),
              new Dressed(average, ways, wallClock, rounds));
      return new BerkeleyGroup(ways, wallClock, cluster, rounds);
    } catch (IOException | InterruptedException | RuntimeException e) {
      ways.close();
      wallClock.ifPresent(InjectedWallClock::close);
      throw e;
    }
  }

  /** The agreement, the proxies, and the wall clock of the master. */
  private record Dressed(
      String average, Endpoints ways, Optional<InjectedWallClock> wallClock, RoundTimes rounds)
      implements ProcessCluster.Dress {

    @Override
    public List<String> arguments(String name) {
      List<String> arguments = new ArrayList<>();
      if (ways.isSlow() && ways.has(name)) {
        arguments.add("--port=" + ways.port(name));
      }
      if (name.equals(ProcessCluster.MASTER)) {
        arguments.add("--average=" + average);
        arguments.add("--json");
      }
      return arguments;
    }

    @Override
    public Map<String, String> environment(String name) {
      if (ways.isSlow() && ways.has(name)) {
        return Map.of("JAVA_OPTS", "-Djava.rmi.server.hostname=" + ways.host(name));
      }
      return name.equals(ProcessCluster.MASTER)
          ? wallClock.map(InjectedWallClock::environment).orElse(Map.of())
          : Map.of();
    }

    @Override
    public void masterSays(String line) {
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
    afflictions.begin(condition);
  }

  @Override
  public void end(Condition condition) throws IOException {
    afflictions.end(condition);
  }

  @Override
  public void requireAlive() throws IOException {
    cluster.requireAlive();
  }

  @Override
  public void close() {
    afflictions.release();
    panel.close();
    cluster.close();
    ways.close();
    wallClock.ifPresent(InjectedWallClock::close);
  }
}
