package berkeley.harness.proxy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The links between all nodes, each direction by itself; {@link LinkSettings#GOOD} unless set
 * otherwise. What is good is without delay, unless a direction is usually slower. Safe for use by
 * several threads.
 */
public final class LinkTable {

  private record Direction(String from, String to) {}

  private final Map<Direction, LinkSettings> links = new HashMap<>();
  private final Map<Direction, LinkSettings> usual = new HashMap<>();

  /** Sets what the link from one node to another is while it is good. */
  public synchronized void setUsual(String from, String to, LinkSettings link) {
    usual.put(new Direction(from, to), link);
    notifyAll();
  }

  /** Changes the link from one node to another. */
  public synchronized void set(String from, String to, LinkSettings link) {
    if (link.equals(LinkSettings.GOOD)) {
      links.remove(new Direction(from, to));
    } else {
      links.put(new Direction(from, to), link);
    }
    notifyAll();
  }

  /** Returns the link from one node to another. */
  public synchronized LinkSettings get(String from, String to) {
    Direction direction = new Direction(from, to);
    LinkSettings set = links.get(direction);
    return set != null ? set : usual.getOrDefault(direction, LinkSettings.GOOD);
  }

  /**
   * Blocks the calling thread for as long as a piece takes on this link.
   *
   * @throws IOException if the link is cut
   */
  void pass(String from, String to) throws IOException, InterruptedException {
    LinkSettings link = awaitNotSilent(from, to);
    if (link.state() == LinkSettings.State.CUT) {
      throw new IOException("the link from %s to %s is cut".formatted(from, to));
    }
    long jitter = link.jitter().toNanos();
    long nanos =
        link.delay().toNanos() + (jitter > 0 ? ThreadLocalRandom.current().nextLong(jitter) : 0);
    if (nanos > 0) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }

  private synchronized LinkSettings awaitNotSilent(String from, String to)
      throws InterruptedException {
    LinkSettings link = get(from, to);
    while (link.state() == LinkSettings.State.SILENT) {
      wait();
      link = get(from, to);
    }
    return link;
  }
}
