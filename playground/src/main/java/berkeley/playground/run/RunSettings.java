package berkeley.playground.run;

import berkeley.simulator.Simulation;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import berkeley.simulator.text.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/**
 * What a run follows from.
 *
 * @param scenario oscillators, network, master
 * @param seed what it is drawn by
 * @param elects whether all nodes elect their master; otherwise one more leads for good
 * @param orders what is done to it when, in the order of time
 */
public record RunSettings(
    Scenario scenario, long seed, boolean elects, List<RunSettings.TimedOrder> orders) {

  private static final String SEED = "seed";
  private static final String MASTERSHIP = "mastership";
  private static final String ORDERS = "orders";
  private static final String NAME = "playground";

  /** Copies the list. */
  public RunSettings {
    orders = List.copyOf(orders);
  }

  /**
   * An order.
   *
   * @param atNanos when, since the start
   * @param action what
   * @param id of which node; empty for the whole cluster
   */
  public record TimedOrder(long atNanos, String action, String id) {}

  /**
   * Reads settings: the entries of a scenario, and {@code seed}, {@code mastership} ({@code
   * elected} or {@code fixed}) and {@code orders} ({@code 10s kill s02, 20s restart s02}).
   *
   * @param text a line for each, with {@code =} between key and value
   * @throws IllegalArgumentException naming the key, what was found and what was wanted
   */
  public static RunSettings parse(String text) {
    Properties properties = new Properties();
    for (String line : text.split("\n", -1)) {
      int sign = line.indexOf('=');
      if (sign > 0) {
        properties.setProperty(line.substring(0, sign).strip(), line.substring(sign + 1).strip());
      }
    }
    long seed = seed(take(properties, SEED, Long.toString(Simulation.FIRST_SEED)));
    String mastership = take(properties, MASTERSHIP, "elected");
    if (!List.of("elected", "fixed").contains(mastership)) {
      throw new IllegalArgumentException(
          "mastership: found '%s', wanted elected or fixed".formatted(mastership));
    }
    List<TimedOrder> orders = orders(take(properties, ORDERS, ""));
    return new RunSettings(
        Scenarios.of(NAME, properties), seed, mastership.equals("elected"), orders);
  }

  private static String take(Properties properties, String key, String otherwise) {
    Object found = properties.remove(key);
    return found == null ? otherwise : found.toString();
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "seed: found '%s', wanted a whole number".formatted(text), e);
    }
  }

  private static List<TimedOrder> orders(String text) {
    List<TimedOrder> all = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] words = part.strip().split(" +", 3);
      if (words.length < 2) {
        throw new IllegalArgumentException(
            "orders: found '%s', wanted something like 10s kill s02".formatted(part.strip()));
      }
      all.add(
          new TimedOrder(
              Units.duration(words[0]).toNanos(), words[1], words.length > 2 ? words[2] : ""));
    }
    all.sort(Comparator.comparingLong(TimedOrder::atNanos));
    return all;
  }
}
