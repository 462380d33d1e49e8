package berkeley.launcher.cli;

import static java.util.Objects.requireNonNull;

import berkeley.harness.console.CommandFailure;
import berkeley.zookeeper.ZooKeeperCluster;
import berkeley.zookeeper.ZooKeeperSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * The options for ZooKeeper in place of registries. Without {@code --zookeeper} none of its classes
 * is loaded.
 */
public final class ZooKeeperOptions {

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--zookeeper",
      paramLabel = "HOST:PORT/PATH",
      description =
          "Instead of --registry: find the nodes through this ZooKeeper, several servers with"
              + " commas, below the path (default: /berkeley). It also chooses which electable node"
              + " leads.")
  private @Nullable String zookeeper;

  @Option(
      names = "--zookeeper-session",
      paramLabel = "DURATION",
      description =
          "With --zookeeper: the session timeout, after which a silent node is considered dead"
              + " (1s..1min; default: 6s).")
  private @Nullable Duration session;

  @Option(
      names = "--zookeeper-login",
      paramLabel = "FILE",
      description =
          "With --zookeeper: a file with USER:PASSWORD; only this user can then read and change"
              + " what is written.")
  private @Nullable Path login;

  /** Returns whether {@code --zookeeper} was given. */
  public boolean given() {
    return zookeeper != null;
  }

  /**
   * Checks that the given options are consistent.
   *
   * @param registries whether registries were given
   * @throws ParameterException if they are not
   */
  public void requireSense(boolean registries) {
    if (given() && registries) {
      throw new ParameterException(
          command.commandLine(), "--registry and --zookeeper exclude each other; give one of them");
    }
    if (!given() && (session != null || login != null)) {
      throw new ParameterException(
          command.commandLine(),
          "--zookeeper-session and --zookeeper-login need --zookeeper; add it, or leave them out");
    }
  }

  /**
   * Opens a cluster, and waits some seconds for ZooKeeper's first answer.
   *
   * @param cluster its name, empty for the unnamed one
   * @throws ParameterException if an option is out of its range
   * @throws CommandFailure if the login cannot be read
   */
  public Opened open(String cluster) throws InterruptedException {
    silenceClientLog();
    ZooKeeperCluster opened = ZooKeeperCluster.open(settings(), cluster);
    return new Opened(opened, opened.awaitMembers(FIRST_ANSWER));
  }

  /**
   * An open cluster.
   *
   * @param cluster the cluster; to be closed in the end
   * @param heard whether ZooKeeper has answered
   */
  public record Opened(ZooKeeperCluster cluster, boolean heard) {}

  /** Returns the option's value as it was given. */
  @Override
  public String toString() {
    return String.valueOf(zookeeper);
  }

  private ZooKeeperSettings settings() {
    try {
      ZooKeeperSettings plain = ZooKeeperSettings.parse(requireNonNull(zookeeper));
      ZooKeeperSettings timed = session == null ? plain : plain.withSessionTimeout(session);
      return login == null ? timed : timed.withLogin(read(login));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private static String read(Path login) {
    try (Stream<String> lines = Files.lines(login)) {
      return lines.findFirst().orElse("").strip();
    } catch (IOException e) {
      throw CommandFailure.missing("--zookeeper-login: %s cannot be read".formatted(login), e);
    }
  }

  /** Silences the client's own log, unless a level was given; our log reports what matters. */
  private static void silenceClientLog() {
    String level = "org.slf4j.simpleLogger.log.org.apache";
    if (System.getProperty(level) == null) {
      System.setProperty(level, "off");
    }
  }
}
