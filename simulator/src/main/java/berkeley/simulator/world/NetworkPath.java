package berkeley.simulator.world;

import java.util.List;
import java.util.Random;

/**
 * One way for messages of one kind: it delays them, and loses some.
 *
 * <p>Messages do not queue behind one another: a later one may arrive first.
 */
public final class NetworkPath {

  private final VirtualTime time;
  private final DelayModel delay;
  private final double loss;
  private final Random losses;
  private final List<Outage> outages;
  private long lost;

  /**
   * A time in which everything is lost.
   *
   * @param fromNanos true time of its beginning
   * @param toNanos true time of its end
   */
  public record Outage(long fromNanos, long toNanos) {

    boolean covers(long now) {
      return now >= fromNanos && now < toNanos;
    }
  }

  /**
   * Creates a path.
   *
   * @param time true time
   * @param delay how long a message takes
   * @param loss probability that it is lost, 0 to 1
   * @param losses draws which messages are lost
   * @param outages when all are lost: those that are sent within
   */
  public NetworkPath(
      VirtualTime time, DelayModel delay, double loss, Random losses, List<Outage> outages) {
    this.time = time;
    this.delay = delay;
    this.loss = loss;
    this.losses = losses;
    this.outages = List.copyOf(outages);
  }

  /** Sends a message now; it arrives later or never. */
  public void send(Runnable arrival) {
    // Drawn for lost messages too: an outage leaves the messages after it what they would have had.
    long takes = delay.draw();
    boolean isLost = loss > 0 && losses.nextDouble() < loss;
    if (isLost || cut()) {
      lost++;
    } else {
      time.in(takes, arrival);
    }
  }

  private boolean cut() {
    for (Outage outage : outages) {
      if (outage.covers(time.now())) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many messages were lost. */
  public long lost() {
    return lost;
  }
}
