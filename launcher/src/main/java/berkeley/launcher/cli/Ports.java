package berkeley.launcher.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The range of ports. */
public final class Ports {

  private static final int LAST = 65_535;

  private Ports() {}

  /**
   * Checks a port that an option gives.
   *
   * @throws ParameterException if it is none
   */
  public static void require(CommandSpec command, String option, int port) {
    if (port < 0 || port > LAST) {
      throw new ParameterException(
          command.commandLine(), "%s: %d is not in 0..%d".formatted(option, port, LAST));
    }
  }
}
