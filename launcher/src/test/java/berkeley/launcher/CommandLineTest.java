package berkeley.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.harness.console.CommandFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Exit codes and error lines, without a process. */
final class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | there is no command 'nonsense'; there are demo, registry, slave, master,"
            + " status, step-down, clockdiff, set-time, sync-now, set-clock, keys, explain, conformance, simulate,"
            + " chaos, report, check, playground, dashboard, completion, manual",
        "demo --slaves x | Invalid value for option '--slaves': 'x' is not a whole number",
        "demo --slaves 0 | --slaves: 0 is not in 1..100",
        "demo --rounds 0 | --rounds: 0 is not 1 or more",
        "demo --offsets 1s,2s | --offsets: 2 values for 4 slaves; give 4, or 5 to set the master's"
            + " too",
        "demo --network | --network: only with --dashboard, which has the buttons",
        "demo --dashboard --network --tls keys | --network: not with --tls, under which a proxy"
            + " cannot tell who calls; leave one out",
        "demo extra | 'extra' is one argument too many",
        "demo --offsets=,, | --offsets: there is an empty value in ',,'",
        "demo --offsets=1s, | --offsets: there is an empty value in '1s,'",
        "status --registry=h, | --registry: there is an empty value in 'h,'",
        "demo --slaves 9999999999 | Invalid value for option '--slaves': 9999999999 is too large",
        "demo --dashboard=70000 | --dashboard: 70000 is not in 0..65535",
        "dashboard --registry h --port -1 | --port: -1 is not in 0..65535",
        "demo --period -5m | period: -5m is not in 10ms..1d",
        "demo --bogus | '--bogus' is not an option of this command",
        "slave --registry localhost | Missing required option: '--id=NAME'",
        "slave --id a --registry a:b | Invalid value for option '--registry' (HOST:PORT):"
            + " registry: 'b' in a:b is not a port number",
        "set-time --registry localhost soon | VALUE: 'soon' is no time; write an instant,"
            + " 2026-11-22T12:00:00Z, or a difference with its sign, +2s, -250ms",
        "set-time --registry localhost -2 | VALUE: '-2' has no unit; write -2ms, -2s or another of"
            + " ns us ms s m h d",
        "slave --id a --registry h --zookeeper h | --registry and --zookeeper exclude each other;"
            + " give one of them",
        "slave --id a --zookeeper h/a//b | --zookeeper: '/a//b' is not a path such as /berkeley, of"
            + " names of letters, digits, dots, dashes and underscores",
        "slave --id a --zookeeper h --electable --quorum 2 | --quorum is for the nodes' own"
            + " election; with --zookeeper leave it out",
        "status --registry h --zookeeper h | --registry and --zookeeper exclude each other; give"
            + " one of them",
        "status --zookeeper h:x | --zookeeper: 'h:x' is not HOST:PORT (registry: 'x' in h:x is not"
            + " a port number)",
        "status --zookeeper-session 2s --registry h | --zookeeper-session and --zookeeper-login"
            + " need --zookeeper; add it, or leave them out",
        "status --registry h --timeout 1ms | --timeout: 1ms is not in 10ms..1h",
        "clockdiff --registry h a --timeout 2h | --timeout: 2h is not in 10ms..1h",
        "status | Missing required option: '--registry=HOST:PORT'",
        "demo --times 3:00 | --times: 1 time, wanted the master's and those of the slaves: 03:00,02:50,03:25",
        "demo --times 3:00,4:00 --offsets 1s | --offsets, --times and --nodes exclude each other; give one of them",
        "demo --times 3:00,4:00 --slaves 1 | --slaves: there are as many as --times or --nodes say; leave it out",
        "demo --textbook --elect | --textbook has no elections; leave --elect out",
        "demo --explain --json | --explain and --json exclude each other; give one of them",
        "demo --push 1s --elect | --push: a node that may lead is asked for its time; leave --elect out",
        "demo --gamma 1s | --gamma needs --average tempo; add it, or leave it out",
        "master --registry h --only-answer | --only-answer needs --textbook; add it, or leave it out",
        "slave --id a --registry h --explain | --quorum, --explain and --json need --electable; add it, or leave them out",
        "slave --id a --registry h --electable --textbook | --textbook has no elections; leave --electable out",
        "simulate A --rounds 2 | --rounds needs --explain or --textbook; add one, or leave it out",
        "simulate A --push 5ms | --push: less than 10ms",
        "simulate A --explain --seeds 2 | --explain and --textbook tell a single run in sentences; leave --seeds, --plot and --json out",
        "simulate election --seeds 0 | --seeds: 0 is not in 1..10000",
        "simulate election --nodes 2 | --nodes: 2 is not in 3..50",
        "set-clock --registry h a 3:60 | VALUE: '3:60' is not a time: hours go to 47, for the next day, minutes and seconds to 59, or a difference with its sign: +10m, -2s",
        "conformance --registry h | give the NAME of a clock, or --master",
        "conformance --registry h a --master | give the NAME of a clock, or --master",
        "conformance --registry h --master --names a,b | --names: wanted three different names,"
            + " found a,b",
        "registry --port 70000 | --port: 70000 is not in 0..65535",
        "master --registry localhost --rounds -1 | --rounds: -1 is negative; 0 means endless"
      })
  void aWrongArgumentIsSaidInOneLineWithAHint(String arguments, String line) {
    assertEquals(2, execute(arguments.split(" ")));

    List<String> lines = err.toString().lines().toList();
    assertEquals(2, lines.size(), err::toString);
    assertTrue(lines.get(0).endsWith(": " + line), lines.get(0));
    assertTrue(lines.get(1).matches("see berkeley.* --help"), lines.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo --period -1s",
        "demo --samples 0",
        "master --registry localhost --average magic",
        "master --registry localhost --period 200ms --deadline 300ms"
      })
  void aSettingOutOfItsRangeIsAWrongArgument(String arguments) {
    assertEquals(2, execute(arguments.split(" ")));
    assertEquals(2, err.toString().lines().count(), err::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "registry",
        "slave",
        "master",
        "status",
        "step-down",
        "keys",
        "clockdiff",
        "set-time",
        "sync-now",
        "set-clock",
        "explain",
        "conformance",
        "completion",
        "manual"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    assertEquals(0, execute(command, "--help"));
    assertTrue(out.toString().lines().anyMatch(l -> l.matches("Examples?:")), out::toString);
    assertTrue(out.toString().lines().allMatch(line -> line.length() <= 80), out::toString);
  }

  @Test
  void noCommandIsAWrongArgument() {
    assertEquals(2, execute());
  }

  @Test
  void withoutTheDeserialisationPolicyNoNodeStarts() {
    assertEquals(3, execute("slave", "--id", "a", "--registry", "127.0.0.1:1"));
    assertTrue(err.toString().contains("no deserialisation filter is in force"), err::toString);
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void aFailureHasItsLineAndItsExitCode() {
    assertEquals(3, executeFailing(CommandFailure.missing("the thing is not there; bring it")));
    assertEquals("failing: the thing is not there; bring it", err.toString().strip());
  }

  @Test
  void anAimThatWasMissedHasItsOwnExitCode() {
    assertEquals(1, executeFailing(CommandFailure.aimMissed("no luck")));
  }

  @Test
  void aSurpriseIsOneLineToo() {
    assertEquals(1, executeFailing(new IllegalStateException("first line\nsecond line")));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains("IllegalStateException: first line"), err::toString);
  }

  @Test
  void withoutARegistryThereIsNoStatus() {
    assertEquals(3, execute("status", "--registry", "127.0.0.1:1"));
    assertEquals(1, err.toString().lines().count(), err::toString);
  }

  @Test
  void withoutARegistryNobodyStepsDown() {
    assertEquals(3, execute("step-down", "--registry", "127.0.0.1:1"));
    assertEquals(1, err.toString().lines().count(), err::toString);
  }

  @Test
  void withoutARegistryThereIsNothingToCompare() {
    assertEquals(3, execute("clockdiff", "--registry", "127.0.0.1:1", "a"));
    assertEquals(1, err.toString().lines().count(), err::toString);
  }

  @Test
  void theVersionNamesTheLicence() {
    assertEquals(0, execute("--version"));
    assertTrue(out.toString().startsWith("berkeley "), out::toString);
    assertTrue(out.toString().contains("Apache License 2.0"), out::toString);
  }

  @Test
  void theCompletionScriptNeedsNoBuiltinThatZshHasNot() {
    assertEquals(0, execute("completion"));
    assertTrue(out.toString().contains("compopt() { :; }"), "zsh knows no compopt");
    assertFalse(out.toString().contains("alias compopt"), "an eval reads past aliases");
  }

  @Test
  void theCompletionScriptKnowsEveryCommand() {
    assertEquals(0, execute("completion"));
    String commands =
        out.toString()
            .lines()
            .filter(line -> line.contains("local commands=\"") && line.contains("demo"))
            .findFirst()
            .orElseThrow();
    for (String name : Berkeley.commandLine().getSubcommands().keySet()) {
      assertTrue(commands.contains(name), name);
    }
  }

  @Test
  void theManualPageHasEveryCommandAndOption() {
    assertEquals(0, execute("manual"));
    String page = out.toString();
    for (CommandLine command : Berkeley.commandLine().getSubcommands().values()) {
      assertTrue(
          page.contains(".SS berkeley " + command.getCommandName().replace("-", "\\-")),
          command::getCommandName);
      command.getCommandSpec().options().stream()
          .filter(option -> !option.hidden())
          .forEach(
              option ->
                  assertTrue(
                      page.contains(option.longestName().replace("-", "\\-")),
                      option::longestName));
    }
    assertTrue(page.contains("Apache License"), page);
  }

  private int execute(String... arguments) {
    return onWriters(Berkeley.commandLine()).execute(arguments);
  }

  private int executeFailing(RuntimeException failure) {
    CommandLine real = Berkeley.commandLine();
    return onWriters(new CommandLine(new Failing(failure)))
        .setExecutionExceptionHandler(real.getExecutionExceptionHandler())
        .execute();
  }

  private CommandLine onWriters(CommandLine command) {
    return command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }

  @Command(name = "failing")
  private static final class Failing implements Callable<Integer> {

    private final RuntimeException failure;

    Failing(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() {
      throw failure;
    }
  }
}
