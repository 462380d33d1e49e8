package berkeley.launcher;

import berkeley.api.wire.PushReport;
import berkeley.api.wire.Reading;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.textbook.TextbookProcess;
import berkeley.launcher.cli.MasterOptions;
import berkeley.launcher.node.NodeOptions;
import berkeley.launcher.node.NodeProcess;
import berkeley.launcher.node.RoundPrinter;
import berkeley.master.MasterSettings;
import berkeley.simulator.textbook.TextbookListener;
import berkeley.slave.Mastership;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a fixed master, which leads until its process ends or a newer one takes over. */
@Command(
    name = "master",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a fixed master: it probes every node in the registries and corrects them.",
      "It replaces a fixed master that leads already: that one ends with exit code 1."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley master --registry 127.0.0.1:1099 --period 1s --average tempo --json")
final class MasterCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--id",
      paramLabel = "NAME",
      description = "The node's name (default: ${DEFAULT-VALUE}).")
  private String id = "master";

  @Mixin private NodeOptions node;

  @Mixin private MasterOptions master;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "End after so many rounds (default: 0, never).")
  private long rounds;

  @Option(
      names = "--only-answer",
      description = "With --textbook: ask nobody, only answer slaves that send their times.")
  private boolean onlyAnswer;

  @Option(
      names = "--explain",
      description = "Print each message and each decision of a round as a line, with wall times.")
  private boolean explain;

  @Option(
      names = "--json",
      description = "Print each round, and each push of a slave, as a line of JSON.")
  private boolean json;

  private volatile RoundPrinter printer = RoundPrinter.ofLines(System.out, false, false);

  @Override
  public Integer call() throws Exception {
    if (rounds < 0) {
      throw usage("--rounds: %d is negative; 0 means endless".formatted(rounds));
    }
    if (explain && json) {
      throw usage("--explain and --json exclude each other; give one of them");
    }
    if (onlyAnswer && !node.textbook()) {
      throw usage("--only-answer needs --textbook; add it, or leave it out");
    }
    MasterSettings settings = master.settings(rounds);
    return node.textbook() ? leadTextbook(settings) : lead(settings);
  }

  private int lead(MasterSettings settings) throws InterruptedException {
    NodeProcess process =
        node.start(
            id,
            leader ->
                leader
                    .rounds(MasterOptions.asIn(settings))
                    .rounds(
                        leads -> leads.onRound(this::print).onPush(push -> printer.print(push))));
    printer = printer(settings, () -> process.node().status().reading());
    process.announce();
    node.awaitLead();
    Mastership mastership = process.node().lead();
    if (mastership.awaitEnd() == Mastership.Ending.DEPOSED) {
      throw deposed(mastership);
    }
    return ExitCode.DONE;
  }

  private int leadTextbook(MasterSettings settings) throws InterruptedException {
    TextbookProcess process = node.startTextbook(id);
    printer = printer(settings, () -> process.status().reading());
    node.awaitLead();
    CountDownLatch done = new CountDownLatch(1);
    process.lead(
        settings,
        !onlyAnswer,
        new TextbookListener() {
          @Override
          public void led(RoundReport report, long masterNanos) {
            printer.print(report, masterNanos);
          }

          @Override
          public void pushed(PushReport report) {
            printer.print(report);
          }

          @Override
          public void done() {
            done.countDown();
          }
        });
    done.await();
    return ExitCode.DONE;
  }

  private RoundPrinter printer(MasterSettings settings, Supplier<Reading> clock) {
    return explain
        ? RoundPrinter.ofSentences(System.out, settings, node.textbook(), clock)
        : RoundPrinter.ofLines(System.out, json, node.textbook());
  }

  private ParameterException usage(String line) {
    return new ParameterException(command.commandLine(), line);
  }

  private void print(RoundReport report) {
    node.observe(report);
    printer.print(report);
  }

  private CommandFailure deposed(Mastership ended) {
    return CommandFailure.aimMissed(
        "%s led in term %d and is deposed: its members obey term %d"
            .formatted(id, ended.term(), ended.newerTerm().orElseThrow()));
  }
}
