package berkeley.api;

/**
 * Where an RMI registry listens.
 *
 * @param host a host name or address; IPv6 literals without brackets
 * @param port 1 to 65535
 */
public record RegistryAddress(String host, int port) {

  /** The default port of RMI registries, {@value}. */
  public static final int DEFAULT_PORT = 1099;

  /**
   * Checks the ranges.
   *
   * @param host not blank
   * @param port 1 to 65535
   * @throws IllegalArgumentException if the host is empty or the port out of range
   */
  public RegistryAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("registry: the host is missing");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("registry: port %d is not in 1..65535".formatted(port));
    }
  }

  /**
   * Parses {@code HOST:PORT}, {@code HOST}, {@code [IPv6]:PORT} or {@code [IPv6]}.
   *
   * @param text as above; spaces around it are left out
   * @return the address, with {@link #DEFAULT_PORT} where the text has none
   * @throws IllegalArgumentException if the text is none of these; the message says why
   */
  public static RegistryAddress parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("[")) {
      int end = trimmed.indexOf(']');
      if (end < 0) {
        throw new IllegalArgumentException("registry: no closing ] in " + trimmed);
      }
      String rest = trimmed.substring(end + 1);
      if (!rest.isEmpty() && !rest.startsWith(":")) {
        throw new IllegalArgumentException("registry: %s after ] in %s".formatted(rest, trimmed));
      }
      return new RegistryAddress(
          trimmed.substring(1, end),
          rest.isEmpty() ? DEFAULT_PORT : parsePort(rest.substring(1), trimmed));
    }
    int colon = trimmed.indexOf(':');
    if (colon != trimmed.lastIndexOf(':')) {
      throw new IllegalArgumentException(
          "registry: write an IPv6 address in brackets, [%s]:PORT".formatted(trimmed));
    }
    return colon < 0
        ? new RegistryAddress(trimmed, DEFAULT_PORT)
        : new RegistryAddress(
            trimmed.substring(0, colon), parsePort(trimmed.substring(colon + 1), trimmed));
  }

  private static int parsePort(String text, String whole) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "registry: '%s' in %s is not a port number".formatted(text, whole), e);
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
