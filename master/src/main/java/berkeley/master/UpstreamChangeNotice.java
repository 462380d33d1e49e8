package berkeley.master;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Decides whom to tell that the time at the top is another clock's, among slaves that send their
 * time by themselves.
 *
 * <p><b>Problem.</b> Nobody confirms an answer, so nobody knows whether it has arrived.
 * <b>Idea.</b> It stands in so many answers to each that it gets through: a slave that misses one
 * opens a new connection, and uses none of the first answers on it. <b>Limit.</b> A slave that
 * misses all of them measures its bound's growth against both clocks for some half a minute. Not
 * safe for use by several threads.
 */
public final class UpstreamChangeNotice {

  /** More than a slave leaves unused on several new connections. */
  static final int TOLD = 64;

  private final Map<String, State> states = new HashMap<>();

  private record State(long epoch, int left) {}

  /**
   * Takes note of an answer to a sender.
   *
   * @param sender who is answered
   * @param epoch how often the time at the top has become another clock's
   * @param newcomer whether it has not been synchronised yet, and so knows nothing to forget
   * @return whether it has heard of the epoch by then, or does not need to
   */
  public boolean isHeard(String sender, long epoch, boolean newcomer) {
    State known = states.get(sender);
    int left = known == null || known.epoch() < epoch ? TOLD : known.left();
    int next = newcomer ? 0 : Math.max(0, left - 1);
    states.put(sender, new State(epoch, next));
    return newcomer || left == 0;
  }

  /** Forgets everybody else: a sender that comes back is told again. */
  public void keepOnly(Set<String> senders) {
    states.keySet().retainAll(senders);
  }
}
