package berkeley.transport.socket;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls that RMI's distributed collector makes by itself.
 *
 * <p>Problem. Whoever reads a stub from a registry has RMI call the endpoint that the stub names,
 * on the reading thread and then, for as long as the stub is held, on a thread of RMI's own, as
 * often as that endpoint demands and for an answer of any length. So a name in a registry is enough
 * to have any address dialled and any heap filled, and nothing of it passes a deadline of ours.
 *
 * <p>Idea. Nothing here needs those calls: what a node exports it holds. So they are refused before
 * anything is sent, for every endpoint that was read in a call of ours; and those of the
 * application's own stubs go on as before. A call is known by RMI's class on the stack, which both
 * kinds of threads have.
 *
 * <p>Limit. Of the endpoints the newest {@value #MOST_ENDPOINTS} are remembered.
 *
 * <p>Safe for use by several threads.
 */
final class CollectorCalls {

  private static final int MOST_ENDPOINTS = 4_096;
  private static final String COLLECTOR = "sun.rmi.transport.DGCClient";
  private static final StackWalker STACK = StackWalker.getInstance();

  private static final Set<String> OURS =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_ENDPOINTS;
                }
              }));

  private static final AtomicLong REFUSED = new AtomicLong();

  private CollectorCalls() {}

  /** Returns how many of its calls were refused. */
  static long refused() {
    return REFUSED.get();
  }

  /**
   * Refuses to go on if the collector is at work for a stub that was read in one of our calls.
   *
   * @param call the calling thread's context, or null
   * @throws UnreachedException if so; nothing was sent
   */
  static void refuse(RemoteCall call, String endpoint) throws UnreachedException {
    // A call to a member reads no stub, so the collector has nothing to do there.
    boolean possible = call == null || call.isToAnyone();
    if (!possible || !isUnderWay()) {
      return;
    }
    if (call != null) {
      OURS.add(endpoint);
    } else if (!OURS.contains(endpoint)) {
      return;
    }
    REFUSED.incrementAndGet();
    throw new UnreachedException(
        "the collector of remote objects does not call %s".formatted(endpoint));
  }

  private static boolean isUnderWay() {
    return STACK.walk(
        frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(COLLECTOR)));
  }
}
