package berkeley.harness.proxy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The links between all nodes, each direction by itself; what is not said otherwise is {@link
 * LinkSettings#GOOD}. Safe for several threads.
 */
public final class LinkTable {

  private record Way(String from, String to) {}

  private final Map<Way, LinkSettings> links = new HashMap<>();

  /** Changes the link from one node to another. */
  public synchronized void set(String from, String to, LinkSettings link) {
    if (link.equals(LinkSettings.GOOD)) {
      links.remove(new Way(from, to));
    } else {
      links.put(new Way(from, to), link);
    }
    notifyAll();
  }

  /** The link from one node to another. */
  public synchronized LinkSettings get(String from, String to) {
    return links.getOrDefault(new Way(from, to), LinkSettings.GOOD);
  }

  /**
   * Holds the calling thread up for as long as a piece takes on this link.
   *
   * @throws IOException if the link is cut
   */
  void pass(String from, String to) throws IOException, InterruptedException {
    LinkSettings link = awaitSound(from, to);
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

  private synchronized LinkSettings awaitSound(String from, String to) throws InterruptedException {
    LinkSettings link = get(from, to);
    while (link.state() == LinkSettings.State.SILENT) {
      wait();
      link = get(from, to);
    }
    return link;
  }
}
