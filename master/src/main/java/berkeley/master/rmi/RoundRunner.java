package berkeley.master.rmi;

import berkeley.api.Adjustment;
import berkeley.api.RoundReport;
import berkeley.api.StaleTermException;
import berkeley.master.Agreements;
import berkeley.master.Candidate;
import berkeley.master.Decision;
import berkeley.master.Decision.Correction;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Member;
import berkeley.master.Probe;
import berkeley.master.Roster;
import berkeley.master.Round;
import berkeley.master.RoundLog;
import berkeley.master.rmi.Deadlined.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one round over RMI: probe all at once, have it decided, correct all at once.
 *
 * <p>Three quarters of the deadline are for probing, so that a member that does not answer leaves
 * time to correct those that did. Not safe for use by several threads.
 */
final class RoundRunner {

  private static final Logger LOG = LoggerFactory.getLogger(RoundRunner.class);

  private final String name;
  private final long term;
  private final MasterClock clock;
  private final MasterSettings settings;
  private final Round round;
  private final Burst burst;
  private final Deadlined calls;

  RoundRunner(String name, long term, MasterClock clock, MasterSettings settings, Deadlined calls) {
    this.name = name;
    this.term = term;
    this.clock = clock;
    this.settings = settings;
    this.round = new Round(Agreements.byName(settings.average()), settings.includeMaster(), name);
    this.burst = new Burst(clock::ticks);
    this.calls = calls;
  }

  /**
   * Runs a round over the members known now.
   *
   * @param number the round's number, higher than any before
   * @param roster the members
   * @param pushing names of those that send their time by themselves, and are not probed
   * @throws StaleTermException if a member, or the master's own node, obeys a newer term
   * @throws InterruptedException if interrupted
   */
  RoundReport run(long number, Roster roster, Set<String> pushing) throws InterruptedException {
    long start = clock.ticks();
    long deadline = start + settings.deadline().toNanos();
    long probeDeadline = start + settings.deadline().toNanos() / 4 * 3;
    RoundLog log = new RoundLog(number, term, name);
    Map<String, Member> asked = new LinkedHashMap<>();
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
    List<Candidate> answered = probe(number, asked, probeDeadline, log);
    Decision decision = round.decide(answered, clock.newcomer());
    correct(number, asked, decision, deadline, log);
    return log.report(clock.ticks() - start, decision);
  }

  private List<Candidate> probe(long number, Map<String, Member> asked, long deadline, RoundLog log)
      throws InterruptedException {
    List<Member> members = List.copyOf(asked.values());
    List<ProbeTask> tasks =
        members.stream()
            .map(m -> new ProbeTask(m, clock, burst, settings.samples(), deadline))
            .toList();
    List<Result<List<Probe>>> results = calls.run(tasks, deadline);
    long now = clock.timeAt(clock.ticks());
    List<Candidate> answered = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      String failure = "";
      if (results.get(i) instanceof Result.Value<List<Probe>> probes) {
        Optional<Candidate> candidate =
            member.answered(probes.value(), settings.rttLimit().toNanos(), now);
        candidate.ifPresent(answered::add);
        failure = candidate.isPresent() ? "" : "no probe within " + settings.rttLimit();
      } else if (results.get(i) instanceof Result.Failure<List<Probe>> failed) {
        failure = OneLine.of(failed.cause());
      }
      if (!failure.isEmpty()) {
        notReached(number, member, failure, log);
      }
    }
    return answered;
  }

  private void notReached(long number, Member member, String failure, RoundLog log) {
    if (member.answering()) {
      LOG.info(
          "member excluded node={} term={} round={} id={} cause={}",
          name,
          term,
          number,
          member.id(),
          failure);
    }
    member.failed(number, failure);
    if (!member.forgotten()) {
      log.unreachable(member.id(), failure);
    }
  }

  private void correct(
      long number, Map<String, Member> asked, Decision decision, long deadline, RoundLog log)
      throws InterruptedException {
    long ownReading = clock.timeAt(clock.ticks());
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Correction correction : decision.corrections()) {
      Member member = asked.get(correction.candidate().id());
      Adjustment adjustment = adjustment(number, correction);
      tasks.add(
          () -> {
            RemoteCall.run(deadline, () -> member.clock().adjust(adjustment));
            return null;
          });
    }
    clock.adjust(new Adjustment(decision.masterDeltaNanos(), 0, ownReading, term, number, 0, name));
    List<Result<Void>> results = calls.run(tasks, deadline);
    for (int i = 0; i < results.size(); i++) {
      Correction correction = decision.corrections().get(i);
      Member member = asked.get(correction.candidate().id());
      String failure = "";
      if (results.get(i) instanceof Result.Failure<Void> failed) {
        if (failed.cause() instanceof StaleTermException stale) {
          throw stale;
        }
        failure = "correction failed: " + OneLine.of(failed.cause());
        LOG.debug("node={} id={} {}", name, member.id(), failure);
      } else {
        member.corrected(correction.deltaNanos(), decision.masterDeltaNanos());
      }
      log.corrected(correction, failure);
    }
  }

  private Adjustment adjustment(long number, Correction correction) {
    return new Adjustment(
        correction.deltaNanos(),
        correction.errorBoundNanos(),
        correction.candidate().sample().readingNanos(),
        term,
        number,
        correction.candidate().sample().rttNanos(),
        name);
  }
}
