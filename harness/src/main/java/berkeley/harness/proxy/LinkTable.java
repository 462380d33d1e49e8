package berkeley.harness.proxy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The links between all nodes, each direction by itself; {@link LinkSettings#GOOD} unless set
 * otherwise. Safe for use by several threads.
 */
public final class LinkTable {

  private record Direction(String from, String to) {}

  private final Map<Direction, LinkSettings> links = new HashMap<>();

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
    return links.getOrDefault(new Direction(from, to), LinkSettings.GOOD);
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
