package berkeley.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.FileProblem;
import berkeley.harness.console.ProgramName;
import berkeley.launcher.cli.DurationConverter;
import berkeley.launcher.cli.ErrorLines;
import berkeley.launcher.cli.GuardedOutput;
import berkeley.launcher.cli.RegistryConverter;
import berkeley.launcher.cli.WholeNumberConverter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
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
      SyncNowCommand.class,
      SetClockCommand.class,
      KeysCommand.class,
      ExplainCommand.class,
      ConformanceCommand.class,
      SimulateCommand.class,
      ChaosCommand.class,
      ReportCommand.class,
      CheckCommand.class,
      PlaygroundCommand.class,
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
    // What scripts and other nodes read must not depend on who runs it.
    Locale.setDefault(Locale.ROOT);
    GuardedOutput out = GuardedOutput.install(Berkeley::outputLost);
    CommandLine line = commandLine();
    line.setOut(new PrintWriter(new OutputStreamWriter(out.stream(), UTF_8), true));
    int exitCode = line.execute(args);
    line.getOut().flush();
    boolean lost = out.finish().isPresent();
    System.exit(lost && exitCode == ExitCode.DONE ? ExitCode.AIM_MISSED : exitCode);
  }

  /** Ends the process in good order, on a thread of its own: whoever writes may hold locks. */
  private static void outputLost(IOException problem) {
    boolean nobodyReads = String.valueOf(problem.getMessage()).contains("Broken pipe");
    if (!nobodyReads) {
      System.err.println(
          "berkeley: stdout cannot be written any more (%s)"
              .formatted(FileProblem.reason(problem)));
    }
    Thread end = new Thread(() -> System.exit(ExitCode.AIM_MISSED), "output-lost");
    end.setDaemon(true);
    end.start();
  }

  static CommandLine commandLine() {
    ErrorLines errors = new ErrorLines();
    CommandLine line = new CommandLine(new Berkeley());
    // Or -2s were an unknown option.
    for (String command : List.of("set-time", "set-clock", "explain")) {
      requireNonNull(line.getSubcommands().get(command))
          .setUnmatchedOptionsArePositionalParams(true);
    }
    return line.registerConverter(Duration.class, new DurationConverter())
        .registerConverter(RegistryAddress.class, new RegistryConverter())
        .registerConverter(int.class, new WholeNumberConverter.OfInt())
        .registerConverter(Integer.class, new WholeNumberConverter.OfInt())
        .registerConverter(long.class, new WholeNumberConverter.OfLong())
        .registerConverter(Long.class, new WholeNumberConverter.OfLong())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setExecutionStrategy(Berkeley::run)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpWidth(80);
  }

  /** A list with nothing between two commas would silently be shorter, or none. */
  private static int run(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    for (OptionSpec option : command.matchedOptions()) {
      if (option.splitRegex().equals(",")) {
        for (String list : option.originalStringValues()) {
          if (list.isBlank() || ("," + list + ",").contains(",,")) {
            throw new ParameterException(
                command.commandSpec().commandLine(),
                "%s: there is an empty value in '%s'".formatted(option.longestName(), list));
          }
        }
      }
    }
    return new RunLast().execute(parsed);
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
