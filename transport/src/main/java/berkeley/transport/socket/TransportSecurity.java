package berkeley.transport.socket;

import berkeley.transport.tls.TlsContext;
import java.net.InetAddress;

/** What stands between the calls of this process and strangers. */
public sealed interface TransportSecurity {

  /** Returns whether a connection may go to or come from such an address. */
  boolean allows(InetAddress address);

  /** Nothing but the host's own walls: loopback addresses only, both to listen and to call. */
  static TransportSecurity loopbackOnly() {
    return new Plain(false);
  }

  /** Nothing at all, since somebody has asked for it in so many words. */
  static TransportSecurity insecure() {
    return new Plain(true);
  }

  /** TLS with certificates on both sides. */
  static TransportSecurity by(TlsContext tls) {
    return new Certificates(tls);
  }

  /**
   * Without TLS.
   *
   * @param anywhere whether other hosts may be called and may call, unseen
   */
  record Plain(boolean anywhere) implements TransportSecurity {

    @Override
    public boolean allows(InetAddress address) {
      return anywhere || address.isLoopbackAddress();
    }

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
  record Certificates(TlsContext tls) implements TransportSecurity {

    @Override
    public boolean allows(InetAddress address) {
      return true;
    }

    @Override
    public String toString() {
      return tls.toString();
    }
  }
}
