package berkeley.master;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The notice that the time at the top is another clock's, to slaves that send their time by
 * themselves.
 *
 * <p><b>Problem.</b> Nobody confirms an answer, so nobody knows whether it has arrived.
 * <b>Idea.</b> It is repeated in so many answers to each that one arrives: a slave that misses one
 * opens a new connection, and uses none of the first answers on it. <b>Limit.</b> A slave that
 * misses all of them measures its bound's growth against both clocks for some half a minute. Not
 * safe for use by several threads.
 */
public final class UpstreamChangeNotice {

  /** More than a slave leaves unused on several new connections. */
  static final int REPEATS = 64;

  private final Map<String, State> states = new HashMap<>();

  private record State(long epoch, int left) {}

  /**
   * Records an answer to a sender.
   *
   * @param sender the slave that is answered
   * @param epoch how often the time at the top has become another clock's
   * @param newcomer whether it has not been synchronised yet, and so knows nothing to forget
   * @return whether it has been told of the epoch by then, or does not need to be
   */
  public boolean isTold(String sender, long epoch, boolean newcomer) {
    State known = states.get(sender);
    int left = known == null || known.epoch() < epoch ? REPEATS : known.left();
    int next = newcomer ? 0 : Math.max(0, left - 1);
    states.put(sender, new State(epoch, next));
    return newcomer || left == 0;
  }

  /** Forgets all others: a sender that comes back is told again. */
  public void keepOnly(Set<String> senders) {
    states.keySet().retainAll(senders);
  }
}
