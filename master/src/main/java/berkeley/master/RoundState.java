package berkeley.master;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.master.RoundDecision.Correction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One round from its first probe to its report, apart from how messages travel.
 *
 * <p>Who carries the messages, over RMI or in virtual time, calls in this order: {@link #due},
 * {@link #answered} or {@link #silent} once for each of those, {@link #decide}, {@link #told} or
 * {@link #notTold} once for each errand, {@link #report}. Not safe for use by several threads.
 */
public final class RoundState {

  /** Some 70 years. */
  private static final long NOTHING_KNOWN = Long.MAX_VALUE / 4;

  private final String master;
  private final long term;
  private final long number;
  private final Roster roster;
  private final MasterClock clock;
  private final Duration rttLimit;
  private final TimeOrderExecution.Plan plan;
  private final Set<String> unheard = new TreeSet<>();
  private final Set<String> rejected = new TreeSet<>();
  private final RoundLog log;
  private final long start;
  private final Map<String, Member> asked = new LinkedHashMap<>();
  private final List<RespondingMember> candidates = new ArrayList<>();
  private final Map<String, String> excluded = new LinkedHashMap<>();
  private RoundDecision decision;
  private final long firstBoundNanos;
  private UpstreamState parentage = UpstreamState.NONE;
  private long ownBoundNanos;

  /**
   * A round that begins now.
   *
   * @param master the master's name
   * @param term its mastership
   * @param number the round within it
   * @param roster who is known now
   * @param clock the master's own clock
   * @param rttLimit a probe that took longer is no sample
   */
  public RoundState(
      String master, long term, long number, Roster roster, MasterClock clock, Duration rttLimit) {
    this(master, term, number, roster, clock, rttLimit, TimeOrderExecution.Plan.NONE);
  }

  /**
   * A round that begins now.
   *
   * @param master the master's name
   * @param term its mastership
   * @param number the round within it
   * @param roster who is known now
   * @param clock the master's own clock
   * @param rttLimit a probe that took longer is no sample
   * @param plan what this round does about an order to set the time
   */
  public RoundState(
      String master,
      long term,
      long number,
      Roster roster,
      MasterClock clock,
      Duration rttLimit,
      TimeOrderExecution.Plan plan) {
    this.plan = plan;
    this.master = master;
    this.term = term;
    this.number = number;
    this.roster = roster;
    this.clock = clock;
    this.rttLimit = rttLimit;
    this.log = new RoundLog(number, term, master);
    this.start = clock.ticks();
    this.firstBoundNanos = clock.parentage(start).worstBoundNanos();
  }

  /**
   * What one member has to be told.
   *
   * @param member the member
   * @param adjustment its correction, for its remote clock
   * @param correction the same, as it was decided
   */
  public record Errand(Member member, Adjustment adjustment, Correction correction) {}

  /** Whom to probe; the others have been silent for a while and are given a pause. */
  public List<Member> due() {
    return due(Set.of());
  }

  /**
   * Whom to probe, apart from some.
   *
   * @param pushing names of those that send their time by themselves
   */
  public List<Member> due(Set<String> pushing) {
    for (Member member : roster.members()) {
      if (pushing.contains(member.id())) {
        continue;
      }
      if (member.due(number)) {
        asked.put(member.id(), member);
      } else if (!member.forgotten()) {
        unheard.add(member.id());
        log.unreachable(member.id(), member.lastFailure());
      }
    }
    return List.copyOf(asked.values());
  }

  /**
   * Takes a member's burst.
   *
   * @param member whose clock it is
   * @param probes at least one
   * @param nowTicks the master's ticks at the end of all probing, by which older samples age
   */
  public void answered(Member member, List<Probe> probes, long nowTicks) {
    Duration limit = Duration.ofNanos(member.rttLimitNanos(rttLimit.toNanos()));
    Optional<RespondingMember> candidate = member.answered(probes, rttLimit.toNanos(), nowTicks);
    candidate.ifPresentOrElse(candidates::add, () -> silent(member, "no probe within " + limit));
  }

  /** Takes note that a member's burst failed, and why. */
  public void silent(Member member, String reason) {
    if (member.answering()) {
      excluded.put(member.id(), reason);
    }
    member.failed(number, reason);
    member.poll().restart();
    if (!member.forgotten()) {
      unheard.add(member.id());
      log.unreachable(member.id(), reason);
    }
  }

  /** Those that answered in the round before and not in this one, with the reasons. */
  public Map<String, String> excluded() {
    return Collections.unmodifiableMap(excluded);
  }

  /**
   * Ends the probing: decides, and corrects the master itself.
   *
   * @param round the rule of decision
   * @return what the members have to be told
   * @throws berkeley.api.wire.StaleTermException if the master's own node obeys a newer term
   */
  public List<Errand> decide(Round round) {
    parentage = clock.parentage(start);
    boolean parentDecides = parentage.exists() && !clock.newcomer();
    decision = round.decide(candidates, clock.newcomer(), plan.underWay() || parentDecides);
    ownBoundNanos = ownBoundNanos();
    // A newcomer that has heard nobody has agreed with nobody. It must not call its wall clock
    // cluster
    // time, for members that it has yet to find could then only be slewed to it; unless it is
    // alone.
    if (!candidates.isEmpty() || !clock.newcomer() || roster.isAlone()) {
      long ownReading = clock.timeAt(clock.ticks());
      long ownDelta = decision.masterDeltaNanos() + plan.ownDeltaNanos();
      clock.adjust(
          new Adjustment(ownDelta, 0, ownReading, term, number, 0, master, plan.ownSlewPpm()));
    }
    decision.corrections().stream()
        .filter(correction -> correction.outcome() == Outcome.REJECTED)
        .forEach(correction -> rejected.add(correction.candidate().id()));
    return decision.corrections().stream().map(this::errand).toList();
  }

  /** A parent may have corrected the master between a member's reading and now. */
  private long ownBoundNanos() {
    if (clock.newcomer()) {
      return parentage.exists() ? NOTHING_KNOWN : 0;
    }
    return parentage.exists()
        ? Math.max(firstBoundNanos, parentage.worstBoundNanos())
        : clock.errorBoundNanos();
  }

  /**
   * In the first round of a new master the bounds hold for its predecessor's time as well, so that
   * members which have heard of the new one agree with those that have not.
   */
  private Errand errand(Correction correction) {
    Member member = asked.get(correction.candidate().id());
    Sample sample = correction.candidate().sample();
    Adjustment adjustment =
        new Adjustment(
            correction.deltaNanos(),
            NanosMath.add(correction.errorBoundNanos(), ownBoundNanos),
            sample.readingNanos(),
            term,
            number,
            sample.rttNanos(),
            master,
            Math.max(plan.slewPpm(member), parentage.slewPpm(member)));
    return new Errand(member, adjustment, correction);
  }

  /** Takes note that a member has its correction. */
  public void told(Errand errand) {
    Sample sample = errand.correction().candidate().sample();
    if (errand.correction().outcome() == Outcome.NEWCOMER) {
      errand.member().poll().restart();
    } else {
      errand
          .member()
          .poll()
          .answered(clock.ticks(), sample.offsetNanos(), errand.correction().errorBoundNanos());
    }
    errand.member().heardOrder(plan.number());
    errand.member().heardEpoch(parentage.epoch());
    errand.member().corrected(errand.correction().deltaNanos(), decision.masterDeltaNanos());
    log.corrected(errand.correction(), "");
  }

  /** Takes note that nobody knows whether a member has its correction. */
  public void notTold(Errand errand, String failure) {
    unheard.add(errand.member().id());
    errand.member().poll().restart();
    errand.member().perhapsCorrected(errand.correction().deltaNanos(), decision.masterDeltaNanos());
    log.corrected(errand.correction(), "correction failed: " + failure);
  }

  /** Members that this round has not reached, apart from those silent for long. */
  public Set<String> unheard() {
    return Collections.unmodifiableSet(unheard);
  }

  /**
   * For how long after this round nobody has to be asked again, in nanoseconds; 0 where the next
   * round must not be late. All members are asked together, so that all vote in each round: the
   * most urgent one decides, apart from those that were rejected or are forgotten.
   *
   * @param pace how much rarer rounds may become
   */
  public long restNanos(RoundSpacing pace) {
    if (!pace.lengthens() || plan.underWay() || decision.masterDeltaNanos() != 0) {
      return 0;
    }
    return roster.members().stream()
        .filter(member -> !member.forgotten() && !rejected.contains(member.id()))
        .mapToLong(member -> member.poll().nanos(pace))
        .min()
        .orElse(0);
  }

  /** What was done, up to now. */
  public RoundReport report() {
    return log.report(clock.ticks() - start, decision);
  }
}
