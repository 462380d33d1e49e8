package berkeley.harness.conformance;

import static java.util.Objects.requireNonNull;

import berkeley.harness.console.CommandFailure;
import berkeley.simulator.text.HumanFigures;
import berkeley.simulator.text.Units;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tries a master with three clocks of ours that are seconds apart: how it corrects them, and what
 * it does when one of them fails, hangs, is started again or lies. For one thread.
 */
public final class MasterExaminer {

  private static final Duration BEHIND = Duration.ofSeconds(-2);
  private static final Duration AHEAD = Duration.ofSeconds(3);
  private static final Duration LIE = Duration.ofHours(1);
  private static final Duration LEVEL = Duration.ofMillis(500);
  private static final int ROUNDS = 3;
  private static final long LOOK_MILLIS = 10;

  private final Members members;
  private final LongSupplier wallNanos;
  private final Wait wait;
  private final Duration firstLimit;
  private final Duration limit;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, WatchedClock> clocks = new LinkedHashMap<>();

  /** Where a master finds its members. */
  interface Members {

    /** Makes a clock be found under a name, in place of the one before, which is gone then. */
    void enter(String name, WatchedClock clock);
  }

  /** Waits for a master to do something. */
  interface Wait {

    /** Waits until the condition holds, at most so long; returns whether it does. */
    boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException;
  }

  /**
   * Prepares an examination.
   *
   * @param members where the master finds the clocks
   * @param names three of them
   * @param wallNanos the true time, in nanoseconds since the Unix epoch
   * @param wait waits
   * @param firstLimit how long to wait for the master to ask for the first time
   * @param limit how long to wait for anything else
   */
  MasterExaminer(
      Members members,
      List<String> names,
      LongSupplier wallNanos,
      Wait wait,
      Duration firstLimit,
      Duration limit) {
    this.members = members;
    this.wallNanos = wallNanos;
    this.wait = wait;
    this.firstLimit = firstLimit;
    this.limit = limit;
    List<Duration> offsets = List.of(BEHIND, AHEAD, LEVEL);
    for (int i = 0; i < names.size(); i++) {
      clocks.put(names.get(i), clock(offsets.get(i)));
    }
  }

  private WatchedClock clock(Duration offset) {
    return new WatchedClock(HostTicks::now, wallNanos.getAsLong() + offset.toNanos());
  }

  /**
   * Examines the master that comes.
   *
   * @throws CommandFailure if none does
   */
  List<Finding> examine() throws InterruptedException {
    Map<String, Long> startOffsets = new LinkedHashMap<>();
    clocks.forEach((name, clock) -> startOffsets.put(name, clock.offset()));
    clocks.forEach(members::enter);
    if (asksAll() && correctsAll()) {
      new WatchedRounds(clocks, startOffsets, findings).judge();
      List<String> names = List.copyOf(clocks.keySet());
      if (aClockFails(names.get(0)) && aClockHangs(names.get(1))) {
        aClockIsStartedAgain(names.get(2));
        aClockLies(names.get(0));
      } else {
        findings.add(
            Finding.untried("faults", "it sends nothing any more, so other faults were not tried"));
      }
    }
    return List.copyOf(findings);
  }

  private boolean asksAll() throws InterruptedException {
    if (!within(firstLimit, () -> clocks.values().stream().anyMatch(c -> c.readCount() > 0))) {
      throw CommandFailure.missing(
          "no master has asked %s for its time within %s; start it against this registry, and let it"
                  .formatted(String.join(", ", clocks.keySet()), Units.text(firstLimit))
              + " look up every name");
    }
    if (within(limit, () -> clocks.values().stream().allMatch(c -> c.readCount() > 0))) {
      findings.add(Finding.kept("discover", "it finds all clocks in the registry"));
      return true;
    }
    clocks.forEach(
        (name, clock) -> {
          if (clock.readCount() == 0) {
            findings.add(
                Finding.broken(
                    "discover",
                    "%s is in the registry and was never asked; list the names and look up each"
                        .formatted(name)));
          }
        });
    return false;
  }

  private boolean correctsAll() throws InterruptedException {
    if (within(limit, () -> haveBeenTold(1))) {
      findings.add(Finding.kept("correct", "it sends each of them a correction"));
      if (within(limit, () -> haveBeenTold(ROUNDS))) {
        return true;
      }
      findings.add(
          Finding.broken(
              "correct",
              "within %s there were not %d rounds; clocks drift, so rounds go on"
                  .formatted(Units.text(limit), ROUNDS)));
      return false;
    }
    clocks.forEach(
        (name, clock) -> {
          if (clock.told().isEmpty()) {
            findings.add(
                Finding.broken(
                    "correct",
                    "%s was asked and never sent a correction; all are corrected, whether they count"
                            .formatted(name)
                        + " or not"));
          }
        });
    return false;
  }

  private boolean haveBeenTold(int times) {
    return clocks.values().stream().allMatch(clock -> clock.told().size() >= times);
  }

  /** Returns whether the master still works afterwards. */
  private boolean aClockFails(String name) throws InterruptedException {
    WatchedClock clock = required(name);
    clock.failing(true);
    boolean noticed = within(limit, () -> clock.failures() > 0);
    boolean others = othersGoOn(name);
    clock.failing(false);
    boolean returns = goesOn(clock);
    judge(
        "failure",
        noticed && others,
        returns,
        "a clock whose getTime() throws RemoteException",
        "catch it for each clock by itself, and leave that one out of this round");
    return others || returns;
  }

  /** Returns whether the master still works afterwards. */
  private boolean aClockHangs(String name) throws InterruptedException {
    WatchedClock clock = required(name);
    clock.hang();
    boolean others = othersGoOn(name);
    clock.goOn();
    boolean returns = goesOn(clock);
    judge(
        "deadline",
        others,
        returns,
        "a clock that does not answer",
        "give each call a deadline, by a socket factory with timeouts or a thread of its own");
    return others || returns;
  }

  private void judge(
      String subject, boolean othersGoOn, boolean returns, String fault, String cure) {
    if (!othersGoOn) {
      findings.add(
          Finding.broken(
              subject,
              "%s stops the rounds: the others were not corrected for %s; %s"
                  .formatted(fault, Units.text(limit), cure)));
    } else {
      findings.add(Finding.kept(subject, fault + " is left out, and the others are corrected"));
    }
    if (!returns) {
      findings.add(
          Finding.broken(
              subject,
              "%s is not corrected again once it works; ask it again in later rounds"
                  .formatted(fault)));
    }
  }

  private void aClockIsStartedAgain(String name) throws InterruptedException {
    WatchedClock again = clock(AHEAD.multipliedBy(2));
    clocks.put(name, again);
    members.enter(name, again);
    findings.add(
        goesOn(again)
            ? Finding.kept("restart", "a clock that is started again under its name is found")
            : Finding.broken(
                "restart",
                ("%s was started again and bound anew, and is not corrected: the old stub is dead,"
                        + " look the name up again when a call fails")
                    .formatted(name)));
  }

  private void aClockLies(String name) throws InterruptedException {
    WatchedClock liar = required(name);
    List<WatchedClock> others = othersThan(name);
    long before = others.get(0).offset();
    liar.lie(LIE.toNanos());
    othersGoOn(name);
    liar.lie(0);
    long moved = others.get(0).offset() - before;
    findings.add(
        Finding.note(
            "liar",
            Math.abs(moved) > Duration.ofSeconds(1).toNanos()
                ? "a clock that is an hour ahead moves the others by %s in two rounds, as a plain average does"
                    .formatted(HumanFigures.signed(moved))
                : "a clock that is an hour ahead moves nobody else: it does not count"));
  }

  private WatchedClock required(String name) {
    return requireNonNull(clocks.get(name));
  }

  private List<WatchedClock> othersThan(String name) {
    return clocks.entrySet().stream()
        .filter(each -> !each.getKey().equals(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Waits until the others have been corrected twice more. */
  private boolean othersGoOn(String name) throws InterruptedException {
    List<WatchedClock> others = othersThan(name);
    List<Integer> before = others.stream().map(clock -> clock.told().size()).toList();
    return within(
        limit,
        () -> {
          for (int i = 0; i < others.size(); i++) {
            if (others.get(i).told().size() < before.get(i) + 2) {
              return false;
            }
          }
          return true;
        });
  }

  private boolean goesOn(WatchedClock clock) throws InterruptedException {
    int before = clock.told().size();
    return within(limit, () -> clock.told().size() > before);
  }

  private boolean within(Duration longest, BooleanSupplier condition) throws InterruptedException {
    return wait.until(condition, longest);
  }

  /** Waits in real time. */
  static boolean inRealTime(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long until = HostTicks.now() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (HostTicks.now() - until > 0) {
        return condition.getAsBoolean();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
