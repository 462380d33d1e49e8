package berkeley.launcher;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.ProgramName;
import berkeley.launcher.cli.DurationConverter;
import berkeley.launcher.cli.ErrorLines;
import berkeley.launcher.cli.RegistryConverter;
import berkeley.launcher.cli.WholeNumberConverter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code berkeley} command. */
@Command(
    name = "berkeley",
    mixinStandardHelpOptions = true,
    versionProvider = Berkeley.Version.class,
    description = "Keeps the clocks of a fleet of JVMs together: the Berkeley algorithm over RMI.",
    subcommands = {
      DemoCommand.class,
      RegistryCommand.class,
      SlaveCommand.class,
      MasterCommand.class,
      StatusCommand.class,
      StepDownCommand.class,
      ClockDiffCommand.class,
      SetTimeCommand.class,
      KeysCommand.class,
      ExplainCommand.class,
      ConformanceCommand.class,
      SimulateCommand.class,
      ChaosCommand.class,
      ReportCommand.class,
      DashboardCommand.class,
      CompletionCommand.class,
      ManualCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:done",
      "  1:it ran and did not reach its aim",
      "  2:wrong usage",
      "  3:something it needs is not there",
      "130:interrupted"
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley demo")
public final class Berkeley implements Runnable {

  @Spec private CommandSpec command;

  private Berkeley() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    ErrorLines errors = new ErrorLines();
    CommandLine line = new CommandLine(new Berkeley());
    // Or -2s were an unknown option.
    line.getSubcommands().get("set-time").setUnmatchedOptionsArePositionalParams(true);
    line.getSubcommands().get("explain").setUnmatchedOptionsArePositionalParams(true);
    return line.registerConverter(Duration.class, new DurationConverter())
        .registerConverter(RegistryAddress.class, new RegistryConverter())
        .registerConverter(int.class, new WholeNumberConverter.OfInt())
        .registerConverter(Integer.class, new WholeNumberConverter.OfInt())
        .registerConverter(long.class, new WholeNumberConverter.OfLong())
        .registerConverter(Long.class, new WholeNumberConverter.OfLong())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpWidth(80);
  }

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "a command is missing; there are "
            + String.join(", ", command.commandLine().getSubcommands().keySet()));
  }

  /** The version that the build has written into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        ProgramName.nameAndVersion(),
        "Licence: Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0"
      };
    }
  }
}
