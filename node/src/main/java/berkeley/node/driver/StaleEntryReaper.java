package berkeley.node.driver;

import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Takes names out of the registries whose processes are gone, so that a cluster that starts anew
 * does not count its dead among its members.
 *
 * <p>Only what is certain: an address whose host refuses the connection, or whose process knows no
 * such object, for as long as a member may be silent, and only in a registry that lets this process
 * do so. A living node that loses its name all the same enters it again by itself. For the node's
 * loop.
 */
final class StaleEntryReaper {

  private final NodeEnvironment environment;
  private final long expiryNanos;
  private final Map<String, Suspect> suspects = new HashMap<>();

  private record Suspect(PeerAddress address, long sinceTicks) {}

  /**
   * Suspects nobody yet.
   *
   * @param expiryNanos for how long a process must have been gone
   */
  StaleEntryReaper(NodeEnvironment environment, long expiryNanos) {
    this.environment = environment;
    this.expiryNanos = expiryNanos;
  }

  /** Records that a call was answered, or failed in a way that a living process may have caused. */
  void mayBeAlive(String name) {
    suspects.remove(name);
  }

  /** Records that there is no such process. */
  void gone(String name, PeerAddress address) {
    Suspect known = suspects.get(name);
    if (known == null || !known.address.equals(address)) {
      suspects.put(name, new Suspect(address, environment.ticks()));
    }
  }

  /** Takes out those that have been gone for long enough. */
  void sweep() {
    long now = environment.ticks();
    Iterator<Map.Entry<String, Suspect>> all = suspects.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Suspect> entry = all.next();
      if (now - entry.getValue().sinceTicks() >= expiryNanos) {
        environment.members().takeOut(entry.getKey(), entry.getValue().address());
        all.remove();
      }
    }
  }
}
