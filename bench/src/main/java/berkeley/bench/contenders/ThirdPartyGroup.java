package berkeley.bench.contenders;

import static java.util.Objects.requireNonNull;

import berkeley.bench.accuracy.ProcessCluster;
import berkeley.bench.foreign.ForeignProcess;
import berkeley.bench.process.CCompiler;
import berkeley.bench.process.RoundLine;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.JavaCommand;
import berkeley.harness.process.NodeCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group of other programs' clocks: a leader and four followers, on oscillators with the offsets
 * and drifts of our nodes. For one thread.
 */
final class ThirdPartyGroup implements ContenderGroup {
  private static final String LEADER = ProcessCluster.MASTER;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** The access to the JDK that Hazelcast asks for. */
  private static final List<String> HAZELCAST_JVM =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "--add-modules=java.se",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private final ContenderSetting setting;
  private final List<AutoCloseable> besides = new ArrayList<>();
  private final Map<String, ChildProcess> children = new LinkedHashMap<>();
  private final RoundTimes rounds = new RoundTimes();
  private Optional<ClockPanel> panel = Optional.empty();
  private Optional<FaultConditions> conditions = Optional.empty();

  private ThirdPartyGroup(ContenderSetting setting) {
    this.setting = setting;
  }

  /** Starts the processes of a group. */
  private interface Start {
    void of(ThirdPartyGroup group) throws IOException, InterruptedException;
  }

  /** Starts the textbook's Berkeley over RMI. */
  static ContenderGroup textbook(ContenderSetting setting)
      throws IOException, InterruptedException {
    return started(setting, ThirdPartyGroup::startTextbook);
  }

  /** Starts the members of a Hazelcast cluster. */
  static ContenderGroup hazelcast(ContenderSetting setting)
      throws IOException, InterruptedException {
    return started(setting, ThirdPartyGroup::startHazelcast);
  }

  /** Starts an NTP server and clients of Commons Net. */
  static ContenderGroup commonsNet(ContenderSetting setting)
      throws IOException, InterruptedException {
    return started(setting, ThirdPartyGroup::startCommonsNet);
  }

  private static ContenderGroup started(ContenderSetting setting, Start start)
      throws IOException, InterruptedException {
    ThirdPartyGroup group = new ThirdPartyGroup(setting);
    try {
      start.of(group);
      group.connect();
      return group;
    } catch (IOException | InterruptedException | RuntimeException e) {
      group.close();
      throw e;
    }
  }

  private void startTextbook() throws IOException, InterruptedException {
    Endpoints endpoints = endpoints(false);
    JavaCommand small = setting.checkout().java();
    JavaCommand rmi = named(small, endpoints, LEADER);
    start(LEADER, rmi, "textbook-master", with(oscillator(LEADER), "registry=" + port()));
    String registry = child(LEADER).ready().flatMap(ready -> ready.value("registry")).orElseThrow();
    for (String name : ProcessCluster.SLAVES) {
      start(
          name,
          named(small, endpoints, name),
          "textbook-slave",
          with(oscillator(name), "name=" + name, listen(endpoints, name), "registry=" + registry));
    }
  }

  private void startHazelcast() throws IOException, InterruptedException {
    Endpoints endpoints = endpoints(true);
    List<String> members = names().stream().map(name -> at(endpoints, name)).toList();
    String cluster = "bench-" + ProcessHandle.current().pid();
    for (String name : names()) {
      start(
          name,
          JavaCommand.withThisClassPath().with(HAZELCAST_JVM),
          "hazelcast",
          with(
              oscillator(name),
              "name=" + name,
              "cluster=" + cluster,
              listen(endpoints, name),
              "public=" + at(endpoints, name),
              "members=" + String.join(",", members)));
    }
  }

  private void startCommonsNet() throws IOException, InterruptedException {
    JavaCommand small = setting.checkout().java();
    start(LEADER, small, "ntp-server", oscillator(LEADER));
    int server =
        Integer.parseInt(child(LEADER).ready().flatMap(ready -> ready.value("udp")).orElseThrow());
    for (String name : ProcessCluster.SLAVES) {
      int udp = server;
      if (setting.slow()) {
        UdpRelay relay = UdpRelay.open(server, Endpoints.LEAST_DELAY, Endpoints.JITTER);
        besides.add(relay);
        udp = relay.port();
      }
      startWith(wallClock(name), name, small, "ntp-client", List.of("udp=" + udp, period()));
    }
  }

  private Endpoints endpoints(boolean withAnonymous) throws IOException {
    Endpoints opened =
        setting.slow() ? Endpoints.slow(names(), withAnonymous) : Endpoints.direct(names());
    besides.add(opened);
    return opened;
  }

  /** Returns all names, the leader first, the victim last. */
  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(LEADER));
    names.addAll(ProcessCluster.SLAVES);
    return names;
  }

  private static String at(Endpoints endpoints, String name) {
    return endpoints.host(name) + ":" + endpoints.port(name);
  }

  private static String listen(Endpoints endpoints, String name) {
    return "listen=" + endpoints.port(name);
  }

  /** Returns a free port of this host. */
  private static int port() throws IOException {
    return Endpoints.direct(List.of(LEADER)).port(LEADER);
  }

  private String period() {
    return "period=" + setting.period().toNanos();
  }

  private List<String> oscillator(String name) {
    int number = ProcessCluster.SLAVES.indexOf(name);
    long offset = number < 0 ? 0 : ProcessCluster.offsets(setting.seed()).get(number).toNanos();
    double drift = number < 0 ? 0 : ProcessCluster.DRIFTS_PPM.get(number);
    return List.of("offset=" + offset, "drift=" + drift, period());
  }

  private static JavaCommand named(JavaCommand java, Endpoints endpoints, String name) {
    return java.with(List.of("-Djava.rmi.server.hostname=" + endpoints.host(name)));
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  /** Returns the environment of an NTP client, whose library reads the system's clock itself. */
  private Map<String, String> wallClock(String name) throws IOException, InterruptedException {
    if (!CCompiler.isPresent()) {
      System.err.println("bench: without a C compiler the NTP clients share the host's clock");
      return Map.of();
    }
    int number = ProcessCluster.SLAVES.indexOf(name);
    InjectedWallClock clock =
        InjectedWallClock.open(
            setting.checkout().home(),
            ProcessCluster.offsets(setting.seed()).get(number).toNanos(),
            ProcessCluster.DRIFTS_PPM.get(number));
    besides.add(clock);
    return clock.environment();
  }

  private void start(String name, JavaCommand java, String kind, List<String> arguments)
      throws IOException, InterruptedException {
    startWith(Map.of(), name, java, kind, arguments);
  }

  private void startWith(
      Map<String, String> environment,
      String name,
      JavaCommand java,
      String kind,
      List<String> arguments)
      throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(kind));
    words.addAll(arguments);
    List<String> line =
        NodeCommand.running(java, ForeignProcess.class.getName())
            .withEnvironment(environment)
            .line(words);
    ChildProcess child = ChildProcess.start(name, line, Redirect.INHERIT, this::addRound);
    children.put(name, child);
    child.awaitReady(START_LIMIT);
  }

  private ChildProcess child(String name) {
    return requireNonNull(children.get(name));
  }

  private void addRound(String line) {
    RoundLine.durationNanos(line).ifPresent(rounds::ended);
  }

  private void connect() throws IOException, InterruptedException {
    List<PairClockReader> clocks = new ArrayList<>();
    for (String name : names()) {
      clocks.add(new PairClockReader(child(name).awaitReady(START_LIMIT).port()));
    }
    panel = Optional.of(new ClockPanel(clocks));
    ChildProcess victim = child(ProcessCluster.SLAVES.get(ProcessCluster.SLAVES.size() - 1));
    ChildProcess leader = child(LEADER);
    conditions = Optional.of(new FaultConditions(victim, nanos -> leader.send("step " + nanos)));
  }

  @Override
  public PanelReading look(boolean withoutVictim) throws IOException {
    return panel.orElseThrow().look(withoutVictim);
  }

  @Override
  public RoundTimes rounds() {
    return rounds;
  }

  @Override
  public void begin(Condition condition) throws IOException {
    conditions.orElseThrow().begin(condition);
  }

  @Override
  public void end(Condition condition) throws IOException {
    conditions.orElseThrow().end(condition);
  }

  @Override
  public void requireAlive() throws IOException {
    for (ChildProcess child : children.values()) {
      child.requireAlive();
    }
  }

  @Override
  public void close() {
    conditions.ifPresent(FaultConditions::release);
    panel.ifPresent(ClockPanel::close);
    // The leader, which is the first, is asked first: it would complain of followers that are gone.
    List<ChildProcess> leaderLast = new ArrayList<>(children.values());
    Collections.reverse(leaderLast);
    ChildProcess.endAll(leaderLast);
    for (AutoCloseable each : besides) {
      try {
        each.close();
      } catch (Exception e) {
        System.err.println("bench: something does not close: " + e);
      }
    }
  }
}
