package berkeley.launcher;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.TimeOrderRemote;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.record.RoundLines;
import berkeley.harness.status.StatusClient;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.TimeoutOption;
import berkeley.launcher.node.SecurityOptions;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Orders a round of the master, waits until it has been led, and prints what it found. */
@Command(
    name = "sync-now",
    mixinStandardHelpOptions = true,
    description = {
      "Orders the master to lead a round at once, or after the one under way, waits for it and"
          + " prints it. The next round follows a period later: with a long --period there are"
          + " rounds only when they are ordered.",
      "Exit code 1 if nobody leads, or if no round has been led in 15 s."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley sync-now --registry 127.0.0.1:1099")
final class SyncNowCommand implements Callable<Integer> {

  private static final Duration ROUND_LIMIT = Duration.ofSeconds(15);
  private static final long LOOK_MILLIS = 50;

  @Spec private CommandSpec command;

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Mixin private TimeoutOption timeout;

  @Option(names = "--json", description = "Print the round as one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Duration limit = timeout.duration();
    security.install(cluster.clusterAddress().registriesNow());
    StatusClient client = new StatusClient(cluster.clusterAddress(), limit);
    NodeStatus master =
        client
            .surveyOfSomeRegistry()
            .leader()
            .orElseThrow(() -> CommandFailure.aimMissed("nobody leads; see berkeley status"));
    try {
      Optional<RoundReport> before = newest(client, master);
      order(client, master, limit);
      RoundReport led = await(client, master, before);
      command.commandLine().getOut().println(json ? RoundLines.json(led) : RoundLines.plain(led));
      return ExitCode.DONE;
    } catch (SecurityException | IllegalStateException e) {
      throw CommandFailure.aimMissed(e);
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed(
          "%s does not answer (%s); see berkeley status".formatted(master.id(), LogText.of(e)));
    }
  }

  private static void order(StatusClient client, NodeStatus master, Duration limit)
      throws RemoteException {
    Remote bound = client.find(master.id());
    if (!(bound instanceof TimeOrderRemote orders)) {
      throw CommandFailure.aimMissed(master.id() + " leads, but takes no orders");
    }
    RemoteCall.run(HostTicks.now() + limit.toNanos(), master.id(), orders::roundNow);
  }

  private static RoundReport await(
      StatusClient client, NodeStatus master, Optional<RoundReport> before)
      throws RemoteException, InterruptedException {
    long until = HostTicks.now() + ROUND_LIMIT.toNanos();
    while (HostTicks.now() - until < 0) {
      Optional<RoundReport> now = newest(client, master);
      if (now.isPresent() && !now.map(RoundReport::round).equals(before.map(RoundReport::round))) {
        return now.get();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw CommandFailure.aimMissed(
        "%s was told to lead a round, and has led none in %d s"
            .formatted(master.id(), ROUND_LIMIT.toSeconds()));
  }

  private static Optional<RoundReport> newest(StatusClient client, NodeStatus master)
      throws RemoteException {
    List<RoundReport> rounds = client.ask(master.id(), node -> node.rounds(master.term(), -1));
    return rounds.stream().max(Comparator.comparingLong(RoundReport::round));
  }
}
