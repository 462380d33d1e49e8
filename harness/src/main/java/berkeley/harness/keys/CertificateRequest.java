package berkeley.harness.keys;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.tls.CertifiedName;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a certificate states.
 *
 * @param role what its holder may do
 * @param name the node's name
 * @param hosts the host names and addresses that it may be reached by
 * @param valid how long from now on, 1 day to 100 years
 */
public record CertificateRequest(
    CertifiedName.Role role, String name, List<String> hosts, Duration valid) {

  /** How long a node's certificate lasts unless something else is asked for. */
  public static final Duration DEFAULT_VALIDITY = Duration.ofDays(365);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /**
   * Checks the ranges.
   *
   * @throws CommandFailure naming what is out of its range
   */
  public CertificateRequest {
    hosts = List.copyOf(hosts);
    if (!NAME.matcher(name).matches() || name.equals(CertificateAuthority.FOLDER)) {
      throw CommandFailure.usage(
          "'%s' is not a node's name: 1 to 64 letters, digits, dots, dashes and underscores, not '%s'"
              .formatted(name, CertificateAuthority.FOLDER));
    }
    requireValid(valid);
    hosts.forEach(CertificateRequest::requireHost);
  }

  static void requireValid(Duration valid) {
    if (valid.toDays() < 1 || valid.toDays() > 36_500) {
      throw CommandFailure.usage("--valid: %d h is not in 1d..36500d".formatted(valid.toHours()));
    }
  }

  private static void requireHost(String host) {
    if (!HOST.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      throw CommandFailure.usage(
          "--host: '%s' is neither a host's name nor an address".formatted(host));
    }
  }

  /** Returns the subject alternative names, as keytool reads them. */
  String alternatives() {
    StringBuilder names = new StringBuilder("san=uri:" + CertifiedName.uri(role, name));
    for (String host : hosts) {
      boolean isAddress = IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
      names.append(isAddress ? ",ip:" : ",dns:").append(host);
    }
    return names.toString();
  }
}
