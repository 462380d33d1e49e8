package berkeley.simulator.chaos;

import berkeley.simulator.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Harm that is written down: what is done to whom, and when. No other faults come.
 *
 * <p>A line is {@code TIME WHAT WHOM [VALUE]}, the time from the start of the run: {@code 5m sleep
 * master 1h}. Whom is a host's name, {@code all}, {@code electable}, {@code master}. What is
 *
 * <ul>
 *   <li>{@code kill}, {@code start}, {@code stop}, {@code resume};
 *   <li>{@code restart}: kill, and start 10 ms later;
 *   <li>{@code cut} from all others; {@code join} all again; {@code winner}: whoever is elected
 *       next is cut off before its first heartbeat, {@code pair} together with one other;
 *   <li>{@code sleep} of its host for a time; {@code bend} its counter by so many ppm;
 *   <li>{@code order} the time to be changed by so much;
 *   <li>{@code far}: messages to it take so much longer.
 * </ul>
 */
final class ChaosScript {

  private static final long CALM_AFTER_NANOS = 2_000_000_000L;
  private static final long RESTART_NANOS = 10_000_000L;
  private static final double PPM = 1e-6;

  private final ChaosSimulation simulation;

  ChaosScript(ChaosSimulation simulation) {
    this.simulation = simulation;
  }

  /** Starts all hosts within a period, and plans the harm. */
  void begin(List<String> lines) {
    long period = simulation.settings.periodNanos();
    for (SimulatedHost host : simulation.hosts) {
      host.begin(new NodeInstance(simulation, host, 0));
      host.life().kill();
    }
    simulation.promises.begin();
    for (SimulatedHost host : simulation.hosts) {
      simulation.time.in(simulation.random.nextLong(period), () -> simulation.start(host));
    }
    long last = period;
    for (String line : lines) {
      String[] words = line.trim().split("\\s+");
      long at = Units.duration(words[0]).toNanos();
      simulation.time.at(at, () -> happen(line, words));
      last = Math.max(last, at + (words[1].equals("sleep") ? asleep(words[3]) : 0));
    }
    simulation.time.at(period, simulation.promises::calm);
    simulation.time.at(last + CALM_AFTER_NANOS, simulation.promises::calm);
  }

  /** Until a host that sleeps is counted as awake again. */
  private static long asleep(String value) {
    return ClockFaultInjector.sleepLasts(Units.duration(value).toNanos());
  }

  private void happen(String line, String[] words) {
    simulation.promises.storm();
    simulation.transcript.note("%s", line);
    String value = words.length > 3 ? words[3] : "";
    whom(words[2]).forEach(host -> harm(words[1].toLowerCase(Locale.ROOT), host, value));
    simulation.promises.lookAtAll();
  }

  private SimulatedHost master() {
    return simulation.hosts.stream()
        .filter(host -> host.isAlive() && host.life().leads() && simulation.isAuthority(host.role))
        .findFirst()
        .orElse(null);
  }

  private List<SimulatedHost> whom(String name) {
    return switch (name) {
      case "all" -> List.copyOf(simulation.hosts);
      case "electable" -> simulation.hosts.stream().filter(SimulatedHost::isElectable).toList();
      case "master" -> List.of(master());
      default -> List.of(simulation.host(name));
    };
  }

  private void harm(String what, SimulatedHost host, String value) {
    switch (what) {
      case "kill" -> host.life().kill();
      case "start" -> simulation.start(host);
      case "restart" -> {
        host.life().kill();
        simulation.time.in(RESTART_NANOS, () -> simulation.start(host));
      }
      case "stop" -> host.life().process.stop();
      case "resume" -> host.life().process.resume();
      case "cut" -> others(host, other -> cut(host, other));
      case "join" -> simulation.net.mendAll();
      case "winner" -> simulation.whenElected = winner -> cutWinner(winner, 0);
      case "pair" -> simulation.whenElected = winner -> cutWinner(winner, 1);
      case "sleep" -> sleep(host, Units.duration(value).toNanos());
      case "bend" -> host.driftBy(Double.parseDouble(value) * PPM);
      case "order" ->
          host.life()
              .process
              .run(() -> host.life().core.orders().setTime(Units.duration(value).toNanos()));
      case "far" ->
          others(
              host,
              other ->
                  simulation.net.delay(other.number, host.number, Units.duration(value).toNanos()));
      default -> throw new IllegalArgumentException("unknown harm: " + what);
    }
  }

  private void others(SimulatedHost host, Consumer<SimulatedHost> action) {
    simulation.hosts.stream().filter(other -> other != host).forEach(action);
  }

  private void cut(SimulatedHost one, SimulatedHost other) {
    simulation.net.cut(one.number, other.number);
    simulation.net.cut(other.number, one.number);
  }

  private void cutWinner(NodeInstance winner, int companions) {
    simulation.whenElected = next -> {};
    List<SimulatedHost> here = new ArrayList<>(List.of(winner.host));
    simulation.hosts.stream()
        .filter(host -> host != winner.host)
        .limit(companions)
        .forEach(here::add);
    for (SimulatedHost host : simulation.hosts) {
      here.stream().filter(one -> !here.contains(host)).forEach(one -> cut(one, host));
    }
  }

  /** As the injector does, which excuses the host until its node should have noticed. */
  private void sleep(SimulatedHost host, long nanos) {
    new ClockFaultInjector(simulation, simulation.random.other()).sleep(host, nanos);
  }
}
