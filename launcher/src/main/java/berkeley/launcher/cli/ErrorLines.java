package berkeley.launcher.cli;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.FileProblem;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints what ended a command early as one line on stderr, with a hint if the arguments were wrong.
 * Never prints a stack trace, unless {@code -Dberkeley.trace=true} asks for it.
 */
public final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + describe(problem));
    err.println("see " + name + " --help");
    trace(problem);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
    String name = command.getCommandSpec().qualifiedName();
    int exitCode = ExitCode.AIM_MISSED;
    String line;
    Throwable cause =
        problem instanceof UncheckedIOException wrapped ? wrapped.getCause() : problem;
    if (problem instanceof CommandFailure failure) {
      exitCode = failure.exitCode();
      line = Durations.readable(failure.line());
    } else if (cause instanceof FileSystemException file) {
      exitCode = ExitCode.MISSING;
      line = FileProblem.line(file);
    } else if (cause instanceof IOException storage && isOfStorage(storage)) {
      exitCode = ExitCode.MISSING;
      line = "a file cannot be written: " + FileProblem.reason(storage);
    } else {
      line =
          "unexpected %s; run again with BERKELEY_OPTS=-Dberkeley.trace=true for the details"
              .formatted(LogText.of(problem));
    }
    command.getErr().println(name + ": " + line);
    trace(problem);
    return exitCode;
  }

  /** The system tells of a full disk without the file's name. */
  private static boolean isOfStorage(IOException problem) {
    return String.valueOf(problem.getMessage())
        .matches("(?i).*(no space left|read-only file system|quota exceeded|too large).*");
  }

  private static String describe(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      CommandLine command = problem.getCommandLine();
      if (!first.startsWith("-") && command.getSubcommands().isEmpty()) {
        return "'%s' is one argument too many".formatted(first);
      }
      return command.getSubcommands().isEmpty() || first.startsWith("-")
          ? "'%s' is not an option of this command".formatted(first)
          : "there is no command '%s'; there are %s"
              .formatted(first, String.join(", ", command.getSubcommands().keySet()));
    }
    return Durations.readable(firstLine(String.valueOf(problem.getMessage())));
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }

  private static void trace(Exception problem) {
    if (Boolean.getBoolean("berkeley.trace")) {
      problem.printStackTrace();
    }
  }
}
