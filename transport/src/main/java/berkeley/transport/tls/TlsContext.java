package berkeley.transport.tls;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS 1.3 with certificates on both sides, from a folder of keys that may be renewed at any time:
 * each new connection uses the files as they are then.
 *
 * <p>Two checks, the same on every Java. The side that connects checks that the certificate of the
 * server is for the host that was called, by name or address (the rules of HTTPS, RFC 2818, which
 * have to be asked for); and both sides that the other's names a node or operator of the cluster.
 * Which node it must be is decided by the caller, see {@link CertifiedName}.
 *
 * <p>Limits: there is no list of revoked certificates; they end with their validity or their
 * authority. Safe for use by several threads.
 */
public final class TlsContext {

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /** The fastest first: a node's messages are small and its compiler knows no AES instructions. */
  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  private final KeyFolder folder;
  private final ReloadedFiles<Credentials> credentials;

  private TlsContext(KeyFolder folder, ReloadedFiles<Credentials> credentials) {
    this.folder = folder;
    this.credentials = credentials;
  }

  /**
   * Reads a folder of keys.
   *
   * @throws IOException in one line if they cannot be used
   */
  public static TlsContext open(KeyFolder folder) throws IOException {
    return new TlsContext(
        folder, new ReloadedFiles<>(folder.files(), () -> Credentials.load(folder)));
  }

  /** Returns the folder of its keys. */
  public KeyFolder folder() {
    return folder;
  }

  /** Returns whom this process's certificate names. */
  public CertifiedName self() {
    return credentials.get().self();
  }

  /** Returns the host names and addresses that this process's certificate is for. */
  public Set<String> hosts() {
    return credentials.get().hosts();
  }

  /**
   * Returns the client's end over a connected socket, before its handshake.
   *
   * @param connected what carries it; closed with it
   * @param host the name or address that the server's certificate must be for
   */
  public SSLSocket client(Socket connected, String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) sockets().createSocket(connected, host, port, true);
    SSLParameters parameters = parameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  /**
   * Returns the server's end over an accepted socket, before its handshake.
   *
   * @param accepted what carries it; closed with it
   */
  public SSLSocket server(Socket accepted) throws IOException {
    SSLSocket socket = (SSLSocket) sockets().createSocket(accepted, null, true);
    SSLParameters parameters = parameters();
    parameters.setNeedClientAuth(true);
    socket.setSSLParameters(parameters);
    return socket;
  }

  private SSLSocketFactory sockets() {
    return credentials.get().context().getSocketFactory();
  }

  private static SSLParameters parameters() {
    return new SSLParameters(SUITES, PROTOCOLS);
  }

  @Override
  public String toString() {
    return "TLS as %s by %s".formatted(self(), folder.path());
  }
}
