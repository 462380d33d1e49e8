package berkeley.node.driver;

import java.util.Optional;
import java.util.Set;

/**
 * Holds back what the registries list until it can be believed.
 *
 * <p><b>Problem.</b> A registry that was restarted is empty, and tells nobody. A node that starts
 * just then finds only itself, or other newcomers, and would found a second cluster beside the one
 * whose members have yet to enter themselves again. <b>Idea.</b> Believe no list before all
 * registries have answered for longer than members take to notice that they are missing.
 * <b>Limit.</b> A member that is slower than that is found later, and the second cluster then
 * follows the first; a fixed quorum rules it out.
 *
 * <p>For the node's loop.
 */
final class RegistryGracePeriod {

  private final long spanNanos;
  private Optional<Long> believedFromTicks = Optional.empty();

  /**
   * Believes nothing yet.
   *
   * @param spanNanos how long after the first complete list lists are believed
   */
  RegistryGracePeriod(long spanNanos) {
    this.spanNanos = spanNanos;
  }

  /**
   * Passes a list on, or holds it back.
   *
   * @param names who is listed, empty unless every registry has answered
   * @param nowTicks the ticks now
   */
  Optional<Set<String>> believe(Optional<Set<String>> names, long nowTicks) {
    if (believedFromTicks.isEmpty() && names.isPresent()) {
      believedFromTicks = Optional.of(nowTicks + spanNanos);
    }
    return names.filter(listed -> nowTicks - believedFromTicks.get() >= 0);
  }
}
