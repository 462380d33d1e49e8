package berkeley.launcher;

import berkeley.launcher.cli.ManualPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page, generated from the help texts. */
@Command(
    name = "manual",
    mixinStandardHelpOptions = true,
    description = "Prints the manual page of all commands, for man(1).",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley manual | man -l -",
      "  berkeley manual >/usr/local/share/man/man1/berkeley.1"
    })
final class ManualCommand implements Runnable {

  @Spec private CommandSpec command;

  @Override
  public void run() {
    command.commandLine().getOut().print(ManualPage.of(command.root()));
    command.commandLine().getOut().flush();
  }
}
