package berkeley.transport.socket;

import berkeley.transport.log.LogText;
import berkeley.transport.tls.CertifiedName;

/**
 * The identity of the caller, on a thread that serves a remote call.
 *
 * <p>The sockets that calls come in by record whom the peer's certificate names, each time the
 * thread reads from one. Without TLS none is recorded, and every caller is believed.
 *
 * <p>Belongs to the thread that serves the call.
 */
public final class CallerIdentity {

  private static final ThreadLocal<CertifiedName> CURRENT = new ThreadLocal<>();

  private CallerIdentity() {}

  /** Records the caller of this thread. */
  static void set(CertifiedName peer) {
    CURRENT.set(peer);
  }

  /** Records that this thread has no caller whose name is known. */
  static void clear() {
    CURRENT.remove();
  }

  /**
   * Checks that the call comes from the node in whose name it is made.
   *
   * @param node the name that the message gives as its sender's
   * @throws SecurityException if the caller's certificate is another's; nothing was done
   */
  public static void requireNode(String node) {
    CertifiedName caller = CURRENT.get();
    if (caller != null
        && (caller.role() != CertifiedName.Role.NODE || !caller.name().equals(node))) {
      throw new SecurityException(
          "a message in the name of node '%s' came from %s".formatted(LogText.cut(node), caller));
    }
  }

  /**
   * Checks that an order to the whole cluster comes from an operator: no node gives one.
   *
   * @throws SecurityException if the caller's certificate is a node's; nothing was done
   */
  public static void requireOperator() {
    CertifiedName caller = CURRENT.get();
    if (caller != null && caller.role() != CertifiedName.Role.OPERATOR) {
      throw new SecurityException(
          "the order came from %s and is for operators to give; use an operator's keys"
              .formatted(caller));
    }
  }
}
