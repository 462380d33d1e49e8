package berkeley.master.rmi;

import berkeley.master.tls.Tls;
import java.net.InetAddress;

/** What stands between the calls of this process and strangers. */
public sealed interface Protection {

  /** Nothing but the host's own walls: loopback addresses only, both to listen and to call. */
  static Protection loopbackOnly() {
    return new Plain(false);
  }

  /** Nothing at all, since somebody has asked for it in so many words. */
  static Protection insecure() {
    return new Plain(true);
  }

  /** TLS with certificates on both sides. */
  static Protection by(Tls tls) {
    return new Certificates(tls);
  }

  /**
   * Without TLS.
   *
   * @param anywhere whether other hosts may be called and may call, unseen
   */
  record Plain(boolean anywhere) implements Protection {

    @Override
    public String toString() {
      return anywhere ? "no TLS" : "no TLS, loopback only";
    }
  }

  /**
   * TLS with certificates on both sides.
   *
   * @param tls the keys
   */
  record Certificates(Tls tls) implements Protection {

    @Override
    public String toString() {
      return tls.toString();
    }
  }

  /** Whether a plain or protected connection may go to or come from such an address. */
  default boolean allows(InetAddress address) {
    return !(this instanceof Plain plain) || plain.anywhere() || address.isLoopbackAddress();
  }
}
