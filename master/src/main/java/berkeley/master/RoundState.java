package berkeley.master;

import static java.util.Objects.requireNonNull;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.Statement;
import berkeley.master.Round.Answer;
import berkeley.master.Round.Correction;
import berkeley.master.Round.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state of one round from its first probe to its report, apart from how messages travel.
 *
 * <p>What carries the messages, over RMI or in virtual time, calls in this order: {@link #due},
 * {@link #answered} or {@link #silent} once for each of those, {@link #decide}, {@link #told} or
 * {@link #notTold} once for each pending correction, {@link #report}. Not safe for use by several
 * threads.
 */
public final class RoundState {

  /** The bound of a group that its parent has not corrected yet: some 70 years. */
  private static final long NOTHING_KNOWN = Long.MAX_VALUE / 4;

  /** Others have a turn between two rounds, however short these are. */
  private static final long LEAST_PAUSE_NANOS = 1_000_000L;

  /** A pause between rounds for the sake of few lasts for so many times the round before it. */
  private static final long PAUSE_FOR_FEW = 3;

  private final String master;
  private final long incarnation;
  private final long term;
  private final long number;
  private final Roster roster;
  private final MasterClock clock;
  private final Duration rttLimit;
  private final TimeOrderExecution.Plan plan;
  private final Set<String> told = new TreeSet<>();
  private final Set<String> rejected = new TreeSet<>();
  private final RoundLog log;
  private final long start;
  private final Map<String, Member> asked = new LinkedHashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private final Map<String, String> excluded = new LinkedHashMap<>();
  private Optional<Decision> decided = Optional.empty();

  /** Who stood behind the master; empty in a round that may not overrule it. */
  private Optional<Support> judgement = Optional.empty();

  private final Electorate electorate;
  private final boolean moves;
  private final boolean wasNewcomer;
  private final UpstreamState upstream;

  /**
   * Begins a round now.
   *
   * @param master the master's name
   * @param incarnation which life of it
   * @param term its mastership
   * @param number the round within it
   * @param roster who is known now
   * @param clock the master's own clock
   * @param rttLimit a probe that took longer is no sample
   * @param plan what this round does about an order to set the time
   * @param electorate whose support counts
   * @param moves whether the outcome of a vote moves cluster time
   */
  public RoundState(
      String master,
      long incarnation,
      long term,
      long number,
      Roster roster,
      MasterClock clock,
      Duration rttLimit,
      TimeOrderExecution.Plan plan,
      Electorate electorate,
      boolean moves) {
    this.plan = plan;
    this.electorate = electorate;
    this.moves = moves;
    this.wasNewcomer = clock.newcomer();
    this.upstream = clock.upstream();
    this.master = master;
    this.incarnation = incarnation;
    this.term = term;
    this.number = number;
    this.roster = roster;
    this.clock = clock;
    this.rttLimit = rttLimit;
    this.log = new RoundLog(number, term, master);
    this.start = clock.ticks();
  }

  /**
   * A correction that one member has yet to be sent.
   *
   * @param member the member
   * @param adjustment the correction as its remote clock takes it
   * @param correction the correction as it was decided
   */
  public record PendingCorrection(Member member, Adjustment adjustment, Correction correction) {}

  /**
   * Returns the members to probe; the others have been silent for a while and are left out.
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
        log.unreachable(member.id(), member.lastFailure());
      }
    }
    return List.copyOf(asked.values());
  }

  /**
   * Records a member's burst.
   *
   * @param member whose clock it is
   * @param samples at least one
   * @param nowTicks the master's ticks at the end of all probing, by which older samples age
   */
  public void answered(Member member, List<Sample> samples, long nowTicks) {
    Duration limit = Duration.ofNanos(member.rttLimitNanos(rttLimit.toNanos()));
    Optional<Answer> answer = member.answered(samples, rttLimit.toNanos(), nowTicks);
    answer.ifPresentOrElse(answers::add, () -> silent(member, "no probe within " + limit));
  }

  /** Records that a member's burst failed, and why. */
  public void silent(Member member, String reason) {
    if (member.answering()) {
      excluded.put(member.id(), reason);
    }
    member.failed(number, reason);
    member.poll().restart();
    if (!member.forgotten()) {
      log.unreachable(member.id(), reason);
    }
  }

  /** Returns who answered in the round before and not in this one, with the reasons. */
  public Map<String, String> excluded() {
    return Collections.unmodifiableMap(excluded);
  }

  /**
   * Ends the probing: decides, and corrects the master itself.
   *
   * @param round the rule of decision
   * @return the corrections to send: none if too few support the master
   * @throws berkeley.api.wire.StaleTermException if the master's own node obeys a newer term
   * @throws OverruledException if a majority contradicts the master
   */
  public List<PendingCorrection> decide(Round round) {
    boolean parentDecides = upstream.exists() && !wasNewcomer;
    boolean stays = plan.underWay() || parentDecides || (!moves && !wasNewcomer);
    Decision decision = round.decide(answers, wasNewcomer, stays);
    decided = Optional.of(decision);
    if (!moves && !wasNewcomer && !parentDecides) {
      judgement = Optional.of(Support.of(answers, electorate, master));
    }
    Optional<Support> overruled = judgement.filter(Support::isOverruled);
    if (overruled.isPresent()) {
      throw new OverruledException(overruled.get().text());
    }
    // A newcomer that nobody has answered has agreed with nobody. Its wall clock must not become
    // cluster time, unless it is alone: members found later could then only be slewed to it.
    if (!answers.isEmpty() || !wasNewcomer || roster.isAlone()) {
      clock.adjust(own(decision));
    }
    decision.corrections().stream()
        .filter(correction -> correction.outcome() == Outcome.REJECTED)
        .forEach(correction -> rejected.add(correction.answer().id()));
    Optional<Support> tooFew = judgement.filter(support -> !support.isEnough());
    if (tooFew.isPresent()) {
      String reason = "nobody is corrected: " + tooFew.get().text();
      decision.corrections().forEach(each -> log.corrected(each, reason));
      return List.of();
    }
    decision.corrections().stream().filter(correction -> !correction.sent()).forEach(log::measured);
    return decision.corrections().stream().filter(Correction::sent).map(this::pending).toList();
  }

  /**
   * Returns whether those who refused their corrections, since these contradict what they know, are
   * so many that it is the master that has gone wrong.
   *
   * @param contradicting their names
   */
  public boolean isOverruledBy(Collection<String> contradicting) {
    long counted = contradicting.stream().filter(electorate::counts).count();
    return judgement.filter(support -> support.isMajority(counted)).isPresent();
  }

  private Adjustment own(Decision decision) {
    long delta = decision.masterDeltaNanos() + plan.ownDeltaNanos();
    boolean moving = !wasNewcomer && delta != 0;
    double slewPpm = plan.moving() || moving ? ClockLimits.MAX_CLUSTER_SLEW_PPM : 0;
    long now = clock.ticks();
    return new Adjustment(
        delta,
        0,
        clock.clusterAt(now).nanos(),
        term,
        number,
        0,
        master,
        slewPpm,
        0,
        new Statement(0, 0, 0, electorate.isEveryone()));
  }

  private Member memberOf(Answer answer) {
    return requireNonNull(asked.get(answer.id()));
  }

  /** Completes a correction. */
  private PendingCorrection pending(Correction correction) {
    Member member = memberOf(correction.answer());
    Sample sample = correction.answer().sample();
    // Where an epoch begins with this round, the samples are older than it.
    Statement said = wasNewcomer ? clock.epoch() : sample.statement();
    long bound = wasNewcomer && upstream.exists() ? NOTHING_KNOWN : correction.errorBoundNanos();
    Adjustment adjustment =
        new Adjustment(
            correction.deltaNanos(),
            bound,
            sample.readingNanos(),
            term,
            number,
            sample.rttNanos(),
            master,
            plan.moving() ? ClockLimits.MAX_CLUSTER_SLEW_PPM : 0,
            incarnation,
            said);
    return new PendingCorrection(member, adjustment, correction);
  }

  /** Records that a member has its correction. */
  public void told(PendingCorrection pending) {
    Member member = pending.member();
    Correction correction = pending.correction();
    if (correction.outcome() == Outcome.NEWCOMER) {
      member.poll().restart();
    } else {
      long offset = correction.answer().sample().offsetNanos();
      member
          .poll()
          .answered(
              clock.ticks(),
              offset,
              correction.errorBoundNanos(),
              pending.adjustment().statement().goodForNanos());
    }
    told.add(member.id());
    member.corrected(
        correction.deltaNanos(),
        decided.orElseThrow().masterDeltaNanos(),
        correction.errorBoundNanos(),
        clock.ticks());
    log.corrected(correction, "");
  }

  /** Records that nobody knows whether a member has its correction. */
  public void notTold(PendingCorrection pending, String failure) {
    Member member = pending.member();
    Correction correction = pending.correction();
    member.poll().restart();
    member.perhapsCorrected(
        correction.deltaNanos(),
        decided.orElseThrow().masterDeltaNanos(),
        correction.errorBoundNanos(),
        clock.ticks());
    log.corrected(correction, "correction failed: " + failure);
  }

  /** Returns whether a majority is known to hold a correction of this round. */
  public boolean isHeld() {
    return electorate.isMajority(told, master);
  }

  /**
   * Returns for how long after this round nobody has to be asked again, in nanoseconds; 0 where the
   * next round must not be late. All members are asked together, so that all vote in each round:
   * the most urgent one decides, apart from those that were rejected or are forgotten.
   *
   * @param pace how much rarer rounds may become
   */
  public long restNanos(RoundSpacing pace) {
    if (!pace.lengthens() || plan.underWay() || decided.orElseThrow().masterDeltaNanos() != 0) {
      return 0;
    }
    return roster.restNanos(pace, rejected);
  }

  /**
   * Returns how long after this round the next one is wanted, because somebody who answered has yet
   * to learn the rate of cluster time, in nanoseconds. Where most know it, so that few newcomers
   * have a large cluster asked for their sake, rounds take a quarter of the time at most.
   *
   * @param usualNanos what is not less is a pause as usual
   * @return empty where no round is wanted before the usual one
   */
  public OptionalLong learningPauseNanos(long usualNanos) {
    long[] pauses =
        answers.stream()
            .mapToLong(answer -> memberOf(answer).quickStart().pauseNanos())
            .filter(pause -> pause < usualNanos)
            .toArray();
    boolean mostLearn = 2 * pauses.length >= answers.size();
    long least =
        Math.max(LEAST_PAUSE_NANOS, mostLearn ? 0 : PAUSE_FOR_FEW * (clock.ticks() - start));
    OptionalLong shortest = Arrays.stream(pauses).min();
    return shortest.isPresent() ? OptionalLong.of(Math.max(least, shortest.getAsLong())) : shortest;
  }

  /** Returns the report of what was done, up to now. */
  public RoundReport report() {
    return log.report(clock.ticks() - start, decided.orElseThrow());
  }
}
