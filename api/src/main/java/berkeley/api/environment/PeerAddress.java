package berkeley.api.environment;

/**
 * The way to one life of another node, opaque to whoever uses it. Two are equal if they lead to the
 * same remote object. A node that is started anew under its name has another one.
 */
public interface PeerAddress {

  /** {@return whether it answers {@link Request.Status}; a foreign clock may not} */
  boolean describesItself();

  /** {@return whether it takes part in elections} */
  boolean isElectable();

  /** {@return whether it takes {@link Request.Push}} */
  boolean takesPushes();
}
