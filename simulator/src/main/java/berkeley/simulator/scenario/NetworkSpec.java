package berkeley.simulator.scenario;

import static berkeley.simulator.scenario.Scenario.require;

import java.time.Duration;
import java.util.List;

/**
 * The properties of the network. A message takes the base and an exponentially distributed jitter.
 *
 * @param base the smallest delay from a node to another, 0 to 1 hour
 * @param jitter mean of the exponentially distributed part, 0 to 1 hour
 * @param asymmetry how much longer the way to a slave is than the way back; negative: the way back
 *     is the longer one; at most 1 hour. The shorter way takes the base
 * @param loss probability that a message is lost, 0 to 1
 * @param spikes what hits single messages
 * @param outages when all messages are lost
 */
public record NetworkSpec(
    Duration base,
    Duration jitter,
    Duration asymmetry,
    double loss,
    Spikes spikes,
    List<Outage> outages) {

  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the key, what was found and what was wanted
   */
  public NetworkSpec {
    requireDelay("delay.base", base);
    requireDelay("delay.jitter", jitter);
    require(
        asymmetry.abs().compareTo(LONGEST) <= 0,
        "delay.asymmetry: found %s, wanted -1h to 1h",
        asymmetry);
    require(loss >= 0 && loss <= 1, "loss: found %s, wanted a probability from 0 to 1", loss);
    outages = List.copyOf(outages);
  }

  private static void requireDelay(String key, Duration delay) {
    require(
        !delay.isNegative() && delay.compareTo(LONGEST) <= 0,
        "%s: found %s, wanted 0 to 1h",
        key,
        delay);
  }

  /**
   * Delays out of the ordinary.
   *
   * @param size what a spike adds, 0 to 1 hour
   * @param probability that a message is hit, 0 to 1
   */
  public record Spikes(Duration size, double probability) {

    /** No spikes. */
    public static final Spikes NONE = new Spikes(Duration.ZERO, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the key, what was found and what was wanted
     */
    public Spikes {
      requireDelay("delay.spike", size);
      require(
          probability >= 0 && probability <= 1,
          "delay.spike: found a probability of %s, wanted 0 to 1",
          probability);
    }
  }

  /**
   * A time in which all that is sent is lost.
   *
   * @param slave whose messages, or 0 for all
   * @param from its beginning
   * @param to its end
   */
  public record Outage(int slave, Duration from, Duration to) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException naming the key, what was found and what was wanted
     */
    public Outage {
      require(
          !from.isNegative() && from.compareTo(to) < 0,
          "outages: found %s..%s, wanted a beginning before its end",
          from,
          to);
    }

    /** Returns whether it concerns the given slave. */
    public boolean hits(int number) {
      return slave == 0 || slave == number;
    }
  }

  void requireSlavesUpTo(int slaves) {
    for (Outage outage : outages) {
      require(
          outage.slave() >= 0 && outage.slave() <= slaves,
          "outages: found slave %d, wanted 1 to %d",
          outage.slave(),
          slaves);
    }
  }
}
