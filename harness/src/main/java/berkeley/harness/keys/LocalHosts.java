package berkeley.harness.keys;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names and addresses of this host. */
public final class LocalHosts {

  private LocalHosts() {}

  /** Returns the names and addresses of the loopback interface. */
  public static List<String> loopback() {
    return List.of("localhost", "127.0.0.1", "::1");
  }

  /** Returns these, the host's name, and the addresses of its interfaces that are up. */
  public static List<String> all() throws SocketException {
    Set<String> all = new LinkedHashSet<>(loopback());
    try {
      all.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      // A host without a name of its own has none to put into a certificate.
      all.remove("");
    }
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .map(address -> address.getHostAddress().replaceFirst("%.*", "")) // without its interface
        .forEach(all::add);
    return new ArrayList<>(all);
  }
}
