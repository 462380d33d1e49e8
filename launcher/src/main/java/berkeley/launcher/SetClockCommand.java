package berkeley.launcher;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.harness.process.SettableServant;
import berkeley.harness.status.StatusClient;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.TimeoutOption;
import berkeley.launcher.node.SecurityOptions;
import berkeley.master.explain.WallTimes;
import berkeley.simulator.text.Units;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets one node's clock while it runs. */
@Command(
    name = "set-clock",
    mixinStandardHelpOptions = true,
    description = {
      "Sets one node's clock while it runs: a fault, for lessons, only in nodes that were started"
          + " with --settable, as those of demo --textbook are. To set the whole cluster's time, see"
          + " set-time.",
      "A textbook's clock goes forwards and backwards; that of any other node only forwards."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley set-clock --registry 127.0.0.1:1099 a 03:00:00",
      "  berkeley set-clock --registry 127.0.0.1:1099 a +10m"
    })
final class SetClockCommand implements Callable<Integer> {

  private static final WallTimes NOTATION = new WallTimes();
  private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
  private static final String OPERATOR = "operator";

  @Spec private CommandSpec command;

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Mixin private TimeoutOption timeout;

  @Parameters(index = "0", paramLabel = "NODE", description = "The node's name.")
  private String id;

  @Parameters(
      index = "1",
      paramLabel = "VALUE",
      description = "A time of the node's present day, in UTC, or a difference with its sign.")
  private String value;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    boolean byDifference = value.startsWith("+") || value.startsWith("-");
    long wanted = wanted(byDifference);
    Duration limit = timeout.duration();
    security.install(cluster.clusterAddress().registriesNow());
    try {
      ClockRemote clock = clock(limit);
      long deadline = HostTicks.now() + limit.toNanos();
      long before = RemoteCall.get(deadline, id, clock::getTime);
      long change = byDifference ? wanted : wanted - Math.floorMod(before, DAY_NANOS);
      RemoteCall.run(
          deadline, id, () -> clock.adjust(new Adjustment(change, 0, before, 0, 0, 0, OPERATOR)));
      command
          .commandLine()
          .getOut()
          .println(json ? document(before, change) : line(before, change));
      return ExitCode.DONE;
    } catch (IllegalArgumentException | SecurityException e) {
      throw CommandFailure.aimMissed(e);
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed(
          "%s does not answer (%s); see berkeley status".formatted(id, LogText.of(e)));
    }
  }

  private long wanted(boolean byDifference) {
    try {
      return byDifference ? Units.duration(value).toNanos() : NOTATION.parseTime(value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(),
          "VALUE: %s, or a difference with its sign: +10m, -2s".formatted(e.getMessage()),
          e);
    }
  }

  private ClockRemote clock(Duration limit) throws InterruptedException {
    StatusClient nodes = new StatusClient(cluster.clusterAddress(), limit);
    nodes.surveyOfSomeRegistry().requireKnown(id);
    try {
      Remote bound =
          new StatusClient(SettableServant.settable(cluster.clusterAddress()), limit).find(id);
      if (bound instanceof ClockRemote clock) {
        return clock;
      }
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed(
          "%s was not started for it; start it with --settable, or use demo --settable"
              .formatted(id));
    }
    throw CommandFailure.aimMissed("what is bound for setting %s is no clock".formatted(id));
  }

  private String line(long before, long change) {
    return "%s showed %s and shows %s now: %s"
        .formatted(
            id, NOTATION.time(before), NOTATION.time(before + change), NOTATION.signed(change));
  }

  private String document(long before, long change) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", id);
    values.put("before_ns", before);
    values.put("after_ns", before + change);
    values.put("change_ns", change);
    return JsonLine.line(values);
  }
}
