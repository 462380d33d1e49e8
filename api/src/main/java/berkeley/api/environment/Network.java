package berkeley.api.environment;

import berkeley.api.environment.Probe.BurstLength;
import java.util.List;
import java.util.function.Consumer;

/**
 * Calls to other nodes. Each ends with exactly one callback, at the deadline at the latest, or
 * shortly after where the loop is busy. A message may be lost, late, repeated or overtaken; a call
 * that is {@link Reply.Lost} may have been carried out all the same.
 */
public interface Network {

  /**
   * Reads a clock several times, one exchange right after the other, as one operation. What has to
   * be warmed up on the way, a connection or freshly loaded code, is none of the probes.
   *
   * @param name the node that must answer; where callers are authenticated, nobody else's answer
   *     counts
   * @param to the way to it
   * @param length how many probes
   * @param deadlineTicks when to stop, by the node's ticks; what was read until then counts
   * @param then takes the probes in the order made, at least one; or what went wrong
   */
  void burst(
      String name,
      PeerAddress to,
      BurstLength length,
      long deadlineTicks,
      Consumer<Reply<List<Probe>>> then);

  /**
   * Makes one call.
   *
   * @param name the node that must answer, as above
   * @param to the way to it
   * @param request what is asked
   * @param deadlineTicks when to give up, by the node's ticks
   * @param then takes the answer, or what went wrong
   * @param <T> what is answered
   */
  <T> void call(
      String name, PeerAddress to, Request<T> request, long deadlineTicks, Consumer<Reply<T>> then);

  /**
   * Tells how many near members may be called at once without their calls waiting for one another
   * for a processor.
   *
   * @return 1 or more
   */
  int nearCallsAtOnce();
}
