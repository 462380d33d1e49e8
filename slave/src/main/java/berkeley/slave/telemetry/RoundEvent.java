package berkeley.slave.telemetry;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A round that this node has led. */
@Name("berkeley.Round")
@Label("Round")
@Category("Berkeley")
@Description("A pass of the master over its members: probe, agree, correct")
@StackTrace(false)
final class RoundEvent extends Event {

  @Label("Node")
  String node = "";

  @Label("Term")
  long term;

  @Label("Round")
  long round;

  @Label("Took")
  @Timespan(Timespan.NANOSECONDS)
  long took;

  @Label("Agreed Offset")
  @Timespan(Timespan.NANOSECONDS)
  long agreedOffset;

  @Label("Accepted Members")
  int accepted;

  @Label("Rejected Members")
  int rejected;

  @Label("Newcomers")
  int newcomers;

  @Label("Unreachable Members")
  int unreachable;

  @Label("Largest Round Trip")
  @Timespan(Timespan.NANOSECONDS)
  long largestRtt;

  private RoundEvent() {}

  /** Records a round, if anybody wants to know. */
  static void record(RoundReport report) {
    RoundEvent event = new RoundEvent();
    if (!event.isEnabled()) {
      return;
    }
    event.node = report.master();
    event.term = report.term();
    event.round = report.round();
    event.took = report.durationNanos();
    event.agreedOffset = report.agreedOffsetNanos();
    event.accepted = count(report, Outcome.ACCEPTED);
    event.rejected = count(report, Outcome.REJECTED);
    event.newcomers = count(report, Outcome.NEWCOMER);
    event.unreachable = count(report, Outcome.UNREACHABLE);
    event.largestRtt = report.members().stream().mapToLong(MemberReport::rttNanos).max().orElse(0);
    event.commit();
  }

  private static int count(RoundReport report, Outcome outcome) {
    return (int) report.members().stream().filter(m -> m.outcome() == outcome).count();
  }
}
