package berkeley.launcher;

import berkeley.api.SynchronizedClock;
import berkeley.api.wire.TimeOrder;
import berkeley.api.wire.TimeOrder.Phase;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.TimeoutOption;
import berkeley.launcher.node.SecurityOptions;
import berkeley.launcher.settime.OrderedMaster;
import berkeley.launcher.settime.RequestedTime;
import berkeley.simulator.text.HumanFigures;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets the whole cluster's time, through its master. */
@Command(
    name = "set-time",
    mixinStandardHelpOptions = true,
    description = {
      "Sets the whole cluster's time, through its master.",
      "Cluster time is not stepped: it runs 200 ppm faster or slower until it is there, so a"
          + " change of a second takes 83 minutes, and one of more than 17.28 s, which takes a day,"
          + " is refused. No clock runs backwards, and the nodes' bounds stay valid meanwhile,"
          + " though wider.",
      "It begins to move when what nodes were told of its rate has run out: after a lease, 2.4 s"
          + " with rounds of a second, or with a fixed master after two and a half times the"
          + " longest distance of two rounds. No member can keep it from beginning. The order ends"
          + " with the mastership; give it again to the next master. +0s ends an order where it"
          + " is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley set-time --registry 127.0.0.1:1099 +250ms",
      "  berkeley set-time --registry 127.0.0.1:1099 2026-11-22T12:00:00Z --wait"
    })
final class SetTimeCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 200;

  @Spec private CommandSpec command;

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Mixin private TimeoutOption timeout;

  @Parameters(
      index = "0",
      paramLabel = "VALUE",
      description = "The new present time, or a difference with its sign: +2s, -250ms.")
  private String value;

  @Option(names = "--wait", description = "Wait until the change is complete.")
  private boolean wait;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    long start = HostTicks.now();
    RequestedTime wanted = wanted();
    Duration limit = timeout.duration();
    security.install(cluster.clusterAddress().registriesNow());
    OrderedMaster authority = OrderedMaster.find(cluster.clusterAddress(), limit);
    TimeOrder order = authority.setTime(wanted.changeNanos(() -> authority.timeAt(start)));
    while (order.phase() == Phase.ANNOUNCED || (wait && order.phase() == Phase.MOVING)) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      order = authority.timeOrder();
    }
    if (order.phase() == Phase.NONE) {
      throw CommandFailure.aimMissed(
          "nothing was moved: the mastership that took the order is over; order it again");
    }
    System.out.println(json ? document(order, authority) : line(order, authority));
    return ExitCode.DONE;
  }

  private RequestedTime wanted() {
    try {
      return RequestedTime.parse(value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "VALUE: " + e.getMessage(), e);
    }
  }

  private static String line(TimeOrder order, OrderedMaster authority) {
    String by = HumanFigures.signed(order.changeNanos());
    if (order.phase() != Phase.MOVING) {
      return order.changeNanos() == 0
          ? "cluster time stays as it is; an order under way has ended"
          : "cluster time has been set by " + by;
    }
    long arrives = authority.timeAt(HostTicks.now()) + order.leftDurationNanos();
    return "cluster time is being set by %s: at %.0f ppm that takes %s, until %s if %s leads so long"
        .formatted(
            by,
            order.ratePpm(),
            HumanFigures.nanos(order.leftDurationNanos()),
            SynchronizedClock.toInstant(arrives).truncatedTo(ChronoUnit.SECONDS),
            authority.master().id());
  }

  private static String document(TimeOrder order, OrderedMaster authority) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("master", authority.master().id());
    values.put("term", order.term());
    values.put("phase", order.phase().name());
    values.put("change_ns", order.changeNanos());
    values.put("left_ns", order.leftNanos());
    values.put("rate_ppm", order.ratePpm());
    values.put("left_duration_ns", order.leftDurationNanos());
    return JsonLine.line(values);
  }
}
