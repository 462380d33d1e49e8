package berkeley.zookeeper;

import berkeley.api.RegistryAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which ZooKeeper to ask, and how.
 *
 * @param servers the ensemble's servers, at least one
 * @param root below which node everything is kept, such as {@code /berkeley}; it is made if it is
 *     not there
 * @param sessionTimeout for how long ZooKeeper keeps a silent node's entry and latch, 1 s to 1 min;
 *     the servers may have limits of their own, by default 4 to 40 s. Too short: a pause of a
 *     process or a change of ZooKeeper's own leader costs a mastership; too long: so long nobody
 *     leads after a master was killed, or cut off
 * @param login {@code USER:PASSWORD} for ZooKeeper's digest scheme; then only this user may change
 *     or read what is written. Empty: anyone may
 */
public record ZooKeeperSettings(
    List<RegistryAddress> servers, String root, Duration sessionTimeout, Optional<String> login) {

  /** Where ZooKeeper listens by custom. */
  public static final int DEFAULT_PORT = 2181;

  /** Where everything is kept unless another root is given. */
  public static final String DEFAULT_ROOT = "/berkeley";

  /** What is asked for unless something else is given. */
  public static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(6);

  private static final Pattern ROOT =
      Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._-]{1,64}){1,8}");
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(1);

  /**
   * Checks the ranges.
   *
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
   * Reads {@code HOST:PORT[,HOST:PORT...][/ROOT]}, as ZooKeeper's own tools write it.
   *
   * @throws IllegalArgumentException if the text is not of that form, saying why
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

  /** The same with another session timeout. */
  public ZooKeeperSettings within(Duration timeout) {
    return new ZooKeeperSettings(servers, root, timeout, login);
  }

  /** The same with a login, {@code USER:PASSWORD}. */
  public ZooKeeperSettings as(String userAndPassword) {
    return new ZooKeeperSettings(servers, root, sessionTimeout, Optional.of(userAndPassword));
  }

  String connectString() {
    return servers.stream().map(RegistryAddress::toString).collect(Collectors.joining(","));
  }

  /** Without the login. */
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
