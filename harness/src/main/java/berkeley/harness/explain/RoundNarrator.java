package berkeley.harness.explain;

import berkeley.api.wire.PushReport;
import berkeley.api.wire.Reading;
import berkeley.api.wire.RoundReport;
import berkeley.master.MasterSettings;
import berkeley.master.explain.ExplanationText;
import berkeley.master.explain.RoundExplanation;
import berkeley.master.explain.WallTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells the rounds that this process's node leads: a line for each message and each decision, with
 * wall times. For one thread.
 */
public final class RoundNarrator {

  /** A master that adds less than this slews or steps, and nobody can see which. */
  private static final long SEEN_NANOS = 1_000_000;

  private static final WallTimes NOTATION = new WallTimes();

  private final MasterSettings settings;
  private final boolean textbook;
  private final Supplier<Reading> clock;
  private final ExplanationText text;
  private Reading last;

  /**
   * Prepares to tell.
   *
   * @param settings how the node leads
   * @param textbook whether all clocks step in each round
   * @param clock reads the node's clock
   */
  public RoundNarrator(MasterSettings settings, boolean textbook, Supplier<Reading> clock) {
    this.settings = settings;
    this.textbook = textbook;
    this.clock = clock;
    this.text =
        new ExplanationText(
            NOTATION,
            settings.average(),
            settings.gamma().toNanos(),
            settings.includeMaster(),
            settings.corrections().withExactly(textbook));
    this.last = clock.get();
  }

  /** Returns the lines of a round that has just ended. */
  public List<String> lines(RoundReport report) {
    Reading now = clock.get();
    long jumped = now.offsetAgainst(last);
    last = now;
    long delta = report.masterDeltaNanos();
    boolean stepped =
        textbook
            || (Math.abs(delta) > SEEN_NANOS && Math.abs(jumped - delta) < Math.abs(delta) / 2);
    return lines(report, stepped ? now.timeNanos() - delta : now.timeNanos(), now.timeNanos());
  }

  /**
   * Returns the lines of a round.
   *
   * @param masterNanos what the master's clock would show now if it had not been corrected
   * @param masterAfterNanos what it shows now
   */
  public List<String> lines(RoundReport report, long masterNanos, long masterAfterNanos) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "round %d of %s, whose clock shows %s"
            .formatted(report.round(), report.master(), NOTATION.time(masterNanos)));
    if (report.members().isEmpty()) {
      lines.add("  nobody to ask");
      return lines;
    }
    RoundExplanation round =
        RoundExplanation.of(
            report,
            masterNanos,
            masterAfterNanos,
            settings.agreement(),
            settings.includeMaster(),
            textbook);
    text.lines(round).forEach(line -> lines.add("  " + line));
    return lines;
  }

  /**
   * Returns the line of a slave's message and its answer.
   *
   * @param textbook whether the slave steps
   */
  public static String line(PushReport push, boolean textbook) {
    return textbook
        ? ExplanationText.lineWithStep(push, NOTATION)
        : ExplanationText.line(push, NOTATION);
  }
}
