package berkeley.launcher;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script with which bash and zsh complete commands, options and their values. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a completion script for bash and zsh.",
      "To have it in every shell, add the line of the example to ~/.bashrc or ~/.zshrc."
    },
    footerHeading = "%nExample:%n",
    footer = "  eval \"$(berkeley completion)\"")
final class CompletionCommand implements Runnable {

  /** Picocli's substitute for a bash builtin in zsh; eval does not expand aliases. */
  private static final String ALIAS = "alias compopt=complete";

  private static final String FUNCTION = "compopt() { :; }";

  @Spec private CommandSpec command;

  @Override
  public void run() {
    CommandSpec root = command.root();
    command
        .commandLine()
        .getOut()
        .println(
            AutoComplete.bash(root.name(), root.commandLine()).strip().replace(ALIAS, FUNCTION));
  }
}
