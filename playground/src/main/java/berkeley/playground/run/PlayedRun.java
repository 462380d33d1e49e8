package berkeley.playground.run;

import static java.util.Objects.requireNonNull;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.SimulationSummary;
import berkeley.simulator.SummaryText;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.scenario.Scenario;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run in virtual time that takes orders, as the lines of a record. A pure function of its
 * settings and of the orders with their times. Not safe for use by several threads.
 */
public final class PlayedRun {

  private final RunSettings settings;
  private final Consumer<RecordLine> sink;
  private final LinkFaults links = new LinkFaults();
  private final PlayedCluster cluster;
  private final RunOrders orders;
  private @Nullable LookingRecorder recorder;
  private List<String> summary = List.of();
  private int ordered;
  private boolean disturbed;
  private boolean ended;

  /**
   * Prepares a run and hands on the first lines of its record.
   *
   * @param settings what to run
   * @param program who runs it, with its version
   * @param sink receives the lines
   */
  public PlayedRun(RunSettings settings, String program, Consumer<RecordLine> sink) {
    this.settings = settings;
    this.sink = sink;
    Scenario scenario = settings.scenario();
    this.cluster =
        settings.elects()
            ? new PlayedElection(scenario, settings.seed(), this::disturbed, this::led)
            : new PlayedFixedMaster(scenario, settings.seed(), this::disturbed, this::led);
    sink.accept(
        new RecordLine.Header(
            program,
            scenario.start().toString(),
            0,
            scenario.master().period().toNanos(),
            scenario.master().average(),
            ClockLimits.UNSTEERED.maxSlewPpm(),
            settings.seed(),
            cluster.planned(),
            settings.elects() ? "elected" : "fixed"));
    LookingRecorder looking = new LookingRecorder(cluster, sink);
    recorder = looking;
    this.orders = new RunOrders(cluster, links, looking::leader);
    looking.runUntil(0);
  }

  /** What stands before the paths; messages of the very beginning are sent before it can look. */
  private MessageCarrier disturbed(MessageCarrier paths) {
    return (from, to, kind, arrival) -> {
      if (recorder == null) {
        paths.send(from, to, kind, arrival);
      } else {
        recorder.watching(links.before(paths, cluster.time())).send(from, to, kind, arrival);
      }
    };
  }

  private void led(RoundReport report) {
    requireNonNull(recorder).round(report);
  }

  /** Returns how long it runs, in nanoseconds. */
  public long endNanos() {
    return settings.scenario().duration().toNanos();
  }

  /** Returns true time, in nanoseconds since the start. */
  public long now() {
    return cluster.time().now();
  }

  /** Returns whether it has come to its end. */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * Lets happen what is due, the orders of the settings among it.
   *
   * @param nanos up to which true time since the start; beyond the end nothing happens
   * @param everyNanos how long it is from one look at all nodes to the next
   */
  public void runUntil(long nanos, long everyNanos) {
    LookingRecorder looking = requireNonNull(recorder);
    long until = Math.min(nanos, endNanos());
    looking.every(everyNanos);
    while (ordered < settings.orders().size()
        && settings.orders().get(ordered).atNanos() <= until) {
      RunSettings.TimedOrder next = settings.orders().get(ordered++);
      looking.runUntil(Math.max(now(), next.atNanos()));
      carryOut(next);
    }
    looking.runUntil(Math.max(now(), until));
    if (until == endNanos() && !ended) {
      end();
    }
  }

  private void carryOut(RunSettings.TimedOrder next) {
    try {
      order(next.action(), next.id());
    } catch (IllegalArgumentException e) {
      sink.accept(
          new RecordLine.Event(
              now(),
              EventKind.FAULT,
              "",
              "%s %s was refused: %s".formatted(next.action(), next.id(), e.getMessage())));
    }
  }

  private void end() {
    ended = true;
    requireNonNull(recorder).look();
    if (cluster instanceof PlayedFixedMaster fixed && !disturbed) {
      summary =
          SummaryText.lines(new SimulationSummary(settings.scenario(), List.of(fixed.toEnd())));
    }
    sink.accept(new RecordLine.End(now(), "the run is over"));
  }

  /**
   * Carries out an order now.
   *
   * @param action what, as the page names it
   * @param id of which node; empty for the whole cluster
   * @return what was done, in words
   * @throws IllegalArgumentException if it does not apply, with the reason
   */
  public String order(String action, String id) {
    if (ended) {
      throw new IllegalArgumentException("the run is over; begin it anew");
    }
    requireNonNull(recorder).look();
    List<RecordLine> lines = orders.carryOut(action, id);
    disturbed = true;
    lines.forEach(sink);
    requireNonNull(recorder).look();
    return ((RecordLine.Event) lines.get(0)).text();
  }

  /**
   * Returns what {@code simulate} prints of this run, line by line; none before its end, under an
   * elected master, or where something was ordered.
   */
  public List<String> summary() {
    return summary;
  }
}
