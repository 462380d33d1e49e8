package berkeley.launcher;

import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.ExitCode;
import berkeley.harness.textbook.TextbookProcess;
import berkeley.launcher.cli.MasterOptions;
import berkeley.launcher.node.NodeOptions;
import berkeley.launcher.node.NodeProcess;
import berkeley.launcher.node.RoundPrinter;
import berkeley.master.MasterSettings;
import berkeley.slave.NodeBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a slave: a node that a master reads and corrects, and that may become master itself. */
@Command(
    name = "slave",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a slave: a node whose clock a master reads and corrects.",
      "With --electable it takes part in choosing the master, and leads when it is chosen, with"
          + " the options of a master.",
      "Electable nodes elect a master among themselves; with --zookeeper a leader latch chooses"
          + " it."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  berkeley slave --id a --registry 127.0.0.1:1099 --offset=-2s --drift=50ppm",
      "  berkeley slave --id b --registry 127.0.0.1:1099 --electable --period 1s",
      "  berkeley slave --id c --zookeeper zk1,zk2,zk3/berkeley --electable"
    })
final class SlaveCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--id",
      paramLabel = "NAME",
      required = true,
      description = "The node's name, unique in its cluster.")
  private String id = "";

  @Mixin private NodeOptions options;

  @Option(names = "--electable", description = "Take part in electing a master.")
  private boolean electable;

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description =
          "With --electable: how many electable nodes must agree (default: 0, the majority of"
              + " those known).")
  private int quorum;

  @Option(
      names = "--push",
      paramLabel = "PERIOD",
      description = "Push the time to the master once per period, instead of being asked.")
  private @Nullable Duration push;

  @Mixin private MasterOptions master;

  @Option(
      names = "--explain",
      description =
          "With --electable: print each message and each decision of a round that it leads as a"
              + " line.")
  private boolean explain;

  @Option(
      names = "--json",
      description = "With --electable: print each round that it leads as a line of JSON.")
  private boolean json;

  private volatile Optional<RoundPrinter> printer = Optional.empty();

  @Override
  public Integer call() throws Exception {
    requireSense();
    requireUpstreamSense();
    MasterSettings leads = master.settings(0);
    if (options.textbook()) {
      return follow();
    }
    NodeProcess process = options.start(id, node -> setUp(node, leads));
    if (explain) {
      printer =
          Optional.of(
              RoundPrinter.ofSentences(
                  System.out, leads, false, () -> process.node().status().reading()));
    } else if (json) {
      printer = Optional.of(RoundPrinter.ofLines(System.out, true, false));
    }
    process.announce();
    process.lifetime().await();
    return ExitCode.DONE;
  }

  /** Runs a textbook's slave. */
  private int follow() throws InterruptedException {
    TextbookProcess process = options.startTextbook(id);
    Optional.ofNullable(push).ifPresent(process::pushEvery);
    new CountDownLatch(1).await();
    return ExitCode.DONE;
  }

  private void requireSense() {
    if (push != null && push.toMillis() < 10) {
      throw new ParameterException(command.commandLine(), "--push: less than 10ms");
    }
    if (push != null && electable) {
      throw new ParameterException(
          command.commandLine(), "--push and --electable exclude each other; give one of them");
    }
    if (quorum != 0 && options.hasZooKeeper()) {
      throw new ParameterException(
          command.commandLine(),
          "--quorum is for the nodes' own election; with --zookeeper leave it out");
    }
    if (!electable && (quorum != 0 || json || explain)) {
      throw new ParameterException(
          command.commandLine(),
          "--quorum, --explain and --json need --electable; add it, or leave them out");
    }
    if (explain && json) {
      throw new ParameterException(
          command.commandLine(), "--explain and --json exclude each other; give one of them");
    }
    if (electable && options.textbook()) {
      throw new ParameterException(
          command.commandLine(), "--textbook has no elections; leave --electable out");
    }
  }

  private void requireUpstreamSense() {
    if (!electable && options.hasUpstream()) {
      throw new ParameterException(
          command.commandLine(),
          "--upstream is for nodes that may lead their group; add --electable, or leave it out");
    }
  }

  private void setUp(NodeBuilder node, MasterSettings leads) {
    node.rounds(MasterOptions.asIn(leads))
        .rounds(rounds -> rounds.onRound(this::onRound).onPush(this::onPush));
    Optional.ofNullable(push).ifPresent(node::push);
    if (electable && quorum == 0) {
      node.electable();
    } else if (electable) {
      node.electable(election -> election.quorum(quorum));
    }
  }

  private void onRound(RoundReport report) {
    options.observe(report);
    printer.ifPresent(each -> each.print(report));
  }

  private void onPush(PushReport report) {
    printer.ifPresent(each -> each.print(report));
  }
}
