package berkeley.zookeeper;

import berkeley.api.RegistryAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The ZooKeeper ensemble, and how to connect to it.
 *
 * @param servers the ensemble's servers, at least one
 * @param root the path below which everything is kept, such as {@code /berkeley}; it is created if
 *     it does not exist
 * @param sessionTimeout how long ZooKeeper keeps a silent node's entry and latch, 1 s to 1 min; the
 *     servers may have limits of their own, by default 4 to 40 s. Too short: a pause of a process
 *     or a change of ZooKeeper's own leader ends a mastership; too long: there is no master for so
 *     long after one was killed or isolated
 * @param login {@code USER:PASSWORD} for ZooKeeper's digest scheme; then only this user may read or
 *     change what is written. Empty: anyone may
 */
public record ZooKeeperSettings(
    List<RegistryAddress> servers, String root, Duration sessionTimeout, Optional<String> login) {

  /** ZooKeeper's default port, {@value}. */
  public static final int DEFAULT_PORT = 2181;

  /** The default root, {@value}. */
  public static final String DEFAULT_ROOT = "/berkeley";

  /** The default session timeout. */
  public static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(6);

  private static final Pattern ROOT =
      Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._-]{1,64}){1,8}");
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(1);

  /**
   * Checks the ranges.
   *
   * @param servers at least one; copied
   * @param root a path of 1 to 8 names of letters, digits, dots, dashes and underscores
   * @param sessionTimeout 1 s to 1 minute
   * @param login of the form {@code USER:PASSWORD}, or empty
   * @throws IllegalArgumentException naming what is out of its range
   */
  public ZooKeeperSettings {
    servers = List.copyOf(servers);
    require(!servers.isEmpty(), "zookeeper: no server is given, at least one is needed");
    require(
        ROOT.matcher(root).matches(),
        "zookeeper: '%s' is not a path such as /berkeley, of names of letters, digits, dots, dashes"
            + " and underscores",
        root);
    require(
        sessionTimeout.compareTo(LEAST) >= 0 && sessionTimeout.compareTo(MOST) <= 0,
        "sessionTimeout: %s is not in 1s..1min",
        sessionTimeout);
    require(
        login.map(text -> text.indexOf(':') > 0).orElse(true),
        "zookeeper: the login is not of the form USER:PASSWORD");
  }

  /**
   * Parses {@code HOST:PORT[,HOST:PORT...][/ROOT]}, as ZooKeeper's own tools write it.
   *
   * @param text as above; a port that is left out is ZooKeeper's own
   * @return settings with the default session timeout, without a login
   * @throws IllegalArgumentException if the text is not of that form; the message says why
   */
  public static ZooKeeperSettings parse(String text) {
    int slash = text.indexOf('/');
    String hosts = slash < 0 ? text : text.substring(0, slash);
    return new ZooKeeperSettings(
        Arrays.stream(hosts.split(",", -1)).map(ZooKeeperSettings::server).toList(),
        slash < 0 ? DEFAULT_ROOT : text.substring(slash),
        DEFAULT_SESSION_TIMEOUT,
        Optional.empty());
  }

  private static RegistryAddress server(String text) {
    try {
      String trimmed = text.strip();
      int bracket = trimmed.lastIndexOf(']');
      boolean hasPort = trimmed.indexOf(':', Math.max(0, bracket)) >= 0;
      return RegistryAddress.parse(hasPort ? trimmed : trimmed + ":" + DEFAULT_PORT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "zookeeper: '%s' is not HOST:PORT (%s)".formatted(text, e.getMessage()), e);
    }
  }

  /**
   * Changes the session timeout.
   *
   * @param timeout 1 s to 1 minute
   * @return a copy
   */
  public ZooKeeperSettings withSessionTimeout(Duration timeout) {
    return new ZooKeeperSettings(servers, root, timeout, login);
  }

  /**
   * Adds a login.
   *
   * @param userAndPassword of the form {@code USER:PASSWORD}
   * @return a copy
   */
  public ZooKeeperSettings withLogin(String userAndPassword) {
    return new ZooKeeperSettings(servers, root, sessionTimeout, Optional.of(userAndPassword));
  }

  String connectString() {
    return servers.stream().map(RegistryAddress::toString).collect(Collectors.joining(","));
  }

  /** Returns servers and root, without the login. */
  @Override
  public String toString() {
    return connectString() + root;
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }
}
