package berkeley.launcher.node;

import berkeley.api.wire.PushReport;
import berkeley.api.wire.Reading;
import berkeley.api.wire.RoundReport;
import berkeley.harness.explain.RoundNarrator;
import berkeley.harness.record.RoundLines;
import berkeley.master.MasterSettings;
import berkeley.transport.ticks.HostTicks;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prints what a master does, round by round: a line of JSON, a line for people, or a sentence for
 * each message and decision. Safe for use by several threads.
 */
public final class RoundPrinter {

  private static final long ROW_NANOS = 50_000_000;

  private final PrintStream out;
  private final boolean json;
  private final Optional<RoundNarrator> narrator;
  private final boolean textbook;
  private final Map<String, Long> pushedTicks = new HashMap<>();
  private boolean alone;

  private RoundPrinter(
      PrintStream out, boolean json, boolean textbook, Optional<RoundNarrator> narrator) {
    this.out = out;
    this.textbook = textbook;
    this.json = json;
    this.narrator = narrator;
  }

  /**
   * Returns a printer of one line for each round and each push.
   *
   * @param textbook whether all clocks step in each round
   */
  public static RoundPrinter ofLines(PrintStream out, boolean json, boolean textbook) {
    return new RoundPrinter(out, json, textbook, Optional.empty());
  }

  /**
   * Returns a printer of sentences.
   *
   * @param settings how the node leads
   * @param textbook whether all clocks step in each round
   * @param clock reads the node's clock
   */
  public static RoundPrinter ofSentences(
      PrintStream out, MasterSettings settings, boolean textbook, Supplier<Reading> clock) {
    return new RoundPrinter(
        out, false, textbook, Optional.of(new RoundNarrator(settings, textbook, clock)));
  }

  /** Prints a round that has just ended. */
  public synchronized void print(RoundReport report) {
    if (narrator.isPresent()) {
      tell(narrator.get().lines(report), report);
    } else {
      out.println(json ? RoundLines.json(report) : RoundLines.plain(report));
    }
  }

  /**
   * Prints a round of a textbook's master.
   *
   * @param masterNanos what the master's clock would show now if it had not been corrected
   */
  public synchronized void print(RoundReport report, long masterNanos) {
    if (narrator.isPresent()) {
      long after = masterNanos + report.masterDeltaNanos();
      tell(narrator.get().lines(report, masterNanos, after), report);
    } else {
      print(report);
    }
  }

  /** A round that asks nobody is told once: with slaves that send their times all others are. */
  private void tell(List<String> lines, RoundReport report) {
    boolean empty = report.members().isEmpty();
    if (!empty || !alone) {
      lines.forEach(out::println);
    }
    alone = empty;
  }

  /**
   * Prints that a slave has sent its time and been answered. To people a node that opens its way by
   * twenty messages in a row is shown once.
   */
  public synchronized void print(PushReport report) {
    if (json) {
      out.println(RoundLines.json(report));
      return;
    }
    long now = HostTicks.now();
    Long before = pushedTicks.put(report.id(), now);
    if (before == null || now - before > ROW_NANOS) {
      out.println(RoundNarrator.line(report, textbook));
    }
  }
}
