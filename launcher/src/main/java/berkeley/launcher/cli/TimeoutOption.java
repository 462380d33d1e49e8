package berkeley.launcher.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How long an answer is waited for, in commands that ask nodes and registries. */
public final class TimeoutOption {

  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofHours(1);

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = {
        "How long a node or a registry is given to answer, 10ms..1h (default: 2s). Longer finds"
            + " those that are far or busy, and waits as long for those that are dead."
      })
  private Duration timeout = Duration.ofSeconds(2);

  /**
   * Returns how long an answer is waited for.
   *
   * @throws ParameterException if it is out of its range
   */
  public Duration duration() {
    if (timeout.compareTo(LEAST) < 0 || timeout.compareTo(MOST) > 0) {
      throw new ParameterException(
          command.commandLine(), "--timeout: %s is not in 10ms..1h".formatted(timeout));
    }
    return timeout;
  }
}
