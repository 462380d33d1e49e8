package berkeley.launcher.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a command and its subcommands for man(1), in the macros of man(7), generated
 * from the descriptions of the help texts.
 */
public final class ManualPage {

  private final List<String> lines = new ArrayList<>();

  private ManualPage() {}

  /** Returns the page of a command and its subcommands. */
  public static String of(CommandSpec root) {
    ManualPage page = new ManualPage();
    page.write(root);
    return page.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void write(CommandSpec root) {
    String description = expanded(root, root.usageMessage().description());
    lines.add(".TH %s 1".formatted(root.name().toUpperCase(Locale.ROOT)));
    section("NAME");
    text(root.name() + " - " + description);
    section("SYNOPSIS");
    text(root.name() + " COMMAND [OPTION...]");
    section("COMMANDS");
    root.subcommands().values().stream()
        .map(command -> command.getCommandSpec())
        .filter(spec -> !spec.usageMessage().hidden())
        .forEach(this::command);
    section("EXIT STATUS");
    root.usageMessage().exitCodeList().forEach(this::entry);
    section("LICENCE");
    Stream.of(root.version()).forEach(this::paragraph);
  }

  private void command(CommandSpec spec) {
    lines.add(".SS " + escaped(spec.qualifiedName()));
    text(expanded(spec, spec.usageMessage().description()));
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      argument(spec, parameter, parameter.paramLabel());
    }
    for (OptionSpec option : spec.options()) {
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      argument(spec, option, String.join(", ", option.names()) + label);
    }
    lines.add(".PP");
    lines.add(".nf");
    Stream.of(spec.usageMessage().footer()).forEach(this::text);
    lines.add(".fi");
  }

  private void argument(CommandSpec spec, ArgSpec argument, String name) {
    if (!argument.hidden()) {
      entry(name, expanded(spec, argument.description()));
    }
  }

  private void entry(String name, String description) {
    lines.add(".TP");
    lines.add(".B " + escaped(name));
    text(description);
  }

  private void paragraph(String line) {
    lines.add(".PP");
    text(line);
  }

  private void section(String name) {
    lines.add(".SH " + name);
  }

  private void text(String line) {
    lines.add(escaped(line));
  }

  /** Returns a description as one line, with its markup and variables resolved. */
  private static String expanded(CommandSpec spec, String[] description) {
    Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
    return Stream.of(description)
        .map(line -> help.colorScheme().text(line.replace("%n", " ").replace("%%", "%")).toString())
        .collect(Collectors.joining(" "));
  }

  /** Escapes a line for man(7), where a leading dot or quote is a command and a dash a hyphen. */
  private static String escaped(String line) {
    String plain = line.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
