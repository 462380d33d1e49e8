package berkeley.bench.contenders;

import berkeley.bench.accuracy.Cluster;
import berkeley.bench.process.Child;
import berkeley.bench.process.RoundLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster of ours: four slaves and a fixed master, processes of the {@code berkeley} command. */
final class Ours implements Group {
  private static final String VICTIM = Cluster.SLAVES.get(Cluster.SLAVES.size() - 1);

  private final Ways ways;
  private final Optional<WallClock> wallClock;
  private final Cluster cluster;
  private final Panel panel;
  private final RoundLog rounds;
  private final Afflictions afflictions;

  private Ours(Ways ways, Optional<WallClock> wallClock, Cluster cluster, RoundLog rounds) {
    this.ways = ways;
    this.wallClock = wallClock;
    this.cluster = cluster;
    this.rounds = rounds;
    List<NodeTimepiece> clocks = new ArrayList<>();
    clocks.add(new NodeTimepiece(cluster.master()));
    cluster.slaves().forEach(slave -> clocks.add(new NodeTimepiece(slave)));
    panel = new Panel(clocks);
    Child victim = cluster.process(VICTIM);
    afflictions = new Afflictions(victim, nanos -> wallClock.orElseThrow().step(nanos));
  }

  /**
   * Starts it.
   *
   * @param average the agreement's name
   * @param pushing whether the slaves send their time by themselves
   */
  static Group start(Setting setting, String average, boolean pushing)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(Cluster.SLAVES);
    names.add(Cluster.MASTER);
    Ways ways = setting.slow() ? Ways.slow(names, false) : Ways.direct(names);
    Optional<WallClock> wallClock = Optional.empty();
    RoundLog rounds = new RoundLog();
    try {
      if (setting.stage() == Setting.Stage.STEPPED) {
        wallClock = Optional.of(WallClock.open(setting.home(), 0, 0));
      }
      Cluster cluster =
          Cluster.start(
              setting.home().resolve("berkeley"),
              setting.period(),
              pushing,
              setting.seed(),
              new Dressed(average, ways, wallClock, rounds));
      return new Ours(ways, wallClock, cluster, rounds);
    } catch (IOException | InterruptedException | RuntimeException e) {
      ways.close();
      wallClock.ifPresent(WallClock::close);
      throw e;
    }
  }

  /** The agreement, the proxies, and the wall clock of the master. */
  private record Dressed(String average, Ways ways, Optional<WallClock> wallClock, RoundLog rounds)
      implements Cluster.Dress {

    @Override
    public List<String> arguments(String name) {
      List<String> arguments = new ArrayList<>();
      if (ways.isSlow() && ways.has(name)) {
        arguments.add("--port=" + ways.port(name));
      }
      if (name.equals(Cluster.MASTER)) {
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
      return name.equals(Cluster.MASTER)
          ? wallClock.map(WallClock::environment).orElse(Map.of())
          : Map.of();
    }

    @Override
    public void masterSays(String line) {
      RoundLine.durationNanos(line).ifPresent(rounds::ended);
    }
  }

  @Override
  public Sight look(boolean withoutVictim) throws IOException {
    return panel.look(withoutVictim);
  }

  @Override
  public RoundLog rounds() {
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
    wallClock.ifPresent(WallClock::close);
  }
}
