package berkeley.launcher;

import berkeley.harness.check.CheckResult;
import berkeley.harness.check.RecordCheck;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a recorded run against what is promised. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Holds a record that demo --record has written against what is promised of cluster time, and"
          + " says how often each promise was put to the test, which could not be judged and why,"
          + " and which were broken.",
      "Nodes are excused that the record says were made to lie or to run wrong.",
      "Exit code 1 if a promise was broken."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley check run.jsonl")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The record.")
  private Path record;

  @Option(
      names = "--usual-width",
      paramLabel = "DURATION",
      description =
          "Also demand that intervals are no wider than this, from latest to earliest, once a fault"
              + " has been over for long enough. A busy machine makes them wider.")
  private Duration usualWidth = Duration.ZERO;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    if (usualWidth.isNegative()) {
      throw new ParameterException(
          command.commandLine(), "--usual-width: %s is negative".formatted(usualWidth));
    }
    CheckResult result = RecordCheck.check(record, usualWidth);
    if (json) {
      System.out.println(JsonLine.line(result.document()));
    } else {
      result.lines().forEach(System.out::println);
    }
    return result.isKept() ? ExitCode.DONE : ExitCode.AIM_MISSED;
  }
}
