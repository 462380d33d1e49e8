package berkeley.simulator.textbook;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.environment.Request.Done;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterSettings;
import berkeley.master.Round;
import berkeley.master.Round.Answer;
import berkeley.master.Round.Correction;
import berkeley.master.Round.Decision;
import berkeley.master.Sample;
import berkeley.master.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One round of a textbook's master: ask, average, tell. For its node's loop. */
final class TextbookRound {

  private final TextbookNode node;
  private final NodeEnvironment environment;
  private final MasterSettings settings;
  private final long term;
  private final long number;
  private final Map<String, PeerAddress> members;
  private final Consumer<Result> then;
  private final long limitNanos;
  private final long startTicks;
  private final Map<String, Sample> samples = new TreeMap<>();
  private final Map<String, MemberReport> reports = new TreeMap<>();
  private Timer timer = () -> {};
  private Decision decision = new Decision(0, 0, List.of(), Set.of());
  private int missing;
  private boolean decided;
  private boolean ended;
  private long obeyedTerm;

  /**
   * How a round ended.
   *
   * @param report what was done
   * @param masterNanos what the master's clock would show now if it had not been corrected
   * @param obeyedTerm the newest term that a member obeys instead, 0 if all obey this one
   */
  record Result(RoundReport report, long masterNanos, long obeyedTerm) {}

  /**
   * Prepares a round.
   *
   * @param members whom to ask
   * @param limitNanos within what time it is to be over
   * @param startTicks when it began to look for them
   * @param then told once how it ended
   */
  TextbookRound(
      TextbookNode node,
      NodeEnvironment environment,
      MasterSettings settings,
      long term,
      long number,
      Map<String, PeerAddress> members,
      long limitNanos,
      long startTicks,
      Consumer<Result> then) {
    this.node = node;
    this.environment = environment;
    this.settings = settings;
    this.term = term;
    this.number = number;
    this.members = members;
    this.limitNanos = limitNanos;
    this.startTicks = startTicks;
    this.then = then;
  }

  /** Asks all members for their times. */
  void begin() {
    long until = startTicks + limitNanos / 4 * 3;
    missing = members.size();
    timer = environment.loop().at(until, this::decide);
    if (members.isEmpty()) {
      decide();
    }
    members.forEach(
        (name, address) ->
            environment
                .network()
                .burst(
                    name,
                    address,
                    BurstLength.fixed(settings.samples()),
                    until,
                    reply -> answered(name, reply)));
  }

  private void answered(String name, Reply<List<Probe>> reply) {
    if (decided) {
      return;
    }
    if (reply instanceof Reply.Value<List<Probe>> probes) {
      SettableClock clock = node.clock();
      Probe best = Probe.quickest(probes.value());
      samples.put(
          name,
          Sample.of(
              clock.at(best.sentTicks()), clock.at(best.receivedTicks()), best.remoteNanos()));
    } else {
      reports.put(name, MemberReport.unreachable(name, reply.failure()));
    }
    missing--;
    if (missing == 0) {
      decide();
    }
  }

  private void decide() {
    if (decided || ended) {
      return;
    }
    decided = true;
    timer.cancel();
    List<Answer> answers = new ArrayList<>();
    for (String name : members.keySet()) {
      Sample sample = samples.get(name);
      if (sample != null) {
        Vote vote = new Vote(name, sample.offsetNanos(), sample.errorBoundNanos());
        answers.add(new Answer(false, sample, true, vote));
      } else {
        reports.putIfAbsent(name, MemberReport.unreachable(name, Reply.Lost.late().failure()));
      }
    }
    decision =
        Round.of(
                settings.toBuilder().corrections(settings.corrections().withExactly(true)).build(),
                node.id())
            .decide(answers, false);
    node.adjust(adjustment(decision.masterDeltaNanos(), 0, node.clock().nanos(), 0));
    tell();
  }

  private void tell() {
    List<Correction> sent = decision.corrections().stream().filter(Correction::sent).toList();
    decision.corrections().stream()
        .filter(each -> !each.sent())
        .forEach(each -> report(each, each.reason(), 0));
    missing = sent.size();
    long until = startTicks + limitNanos;
    timer = environment.loop().at(until, this::end);
    if (sent.isEmpty()) {
      end();
    }
    for (Correction each : sent) {
      Sample sample = each.answer().sample();
      Adjustment adjustment =
          adjustment(
              each.deltaNanos(), each.errorBoundNanos(), sample.readingNanos(), sample.rttNanos());
      String name = each.answer().id();
      environment
          .network()
          .call(
              name,
              Objects.requireNonNull(members.get(name)),
              new Request.Adjust(adjustment),
              until,
              reply -> told(each, reply));
    }
  }

  private Adjustment adjustment(long delta, long bound, long reading, long rtt) {
    return new Adjustment(delta, bound, reading, term, number, rtt, node.id());
  }

  private void told(Correction correction, Reply<Done> reply) {
    if (ended) {
      return;
    }
    if (reply instanceof Reply.Value<Done>) {
      report(correction, correction.reason(), correction.deltaNanos());
    } else {
      if (reply instanceof Reply.Refused<Done> refused
          && refused.cause() instanceof StaleTermException stale) {
        obeyedTerm = Math.max(obeyedTerm, stale.obeyedTerm());
      }
      report(correction, "correction failed: " + reply.failure(), 0);
    }
    missing--;
    if (missing == 0) {
      end();
    }
  }

  private void report(Correction correction, String reason, long toldNanos) {
    Sample sample = correction.answer().sample();
    String name = correction.answer().id();
    reports.put(
        name,
        new MemberReport(
            name,
            correction.outcome(),
            reason,
            sample.offsetNanos(),
            sample.errorBoundNanos(),
            sample.rttNanos(),
            toldNanos));
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    timer.cancel();
    decision.corrections().stream()
        .filter(each -> !reports.containsKey(each.answer().id()))
        .forEach(each -> report(each, "correction failed: " + Reply.Lost.late().failure(), 0));
    RoundReport report =
        new RoundReport(
            number,
            term,
            node.id(),
            environment.ticks() - startTicks,
            decision.agreedOffsetNanos(),
            decision.masterDeltaNanos(),
            List.copyOf(reports.values()));
    long uncorrected = node.clock().nanos() - decision.masterDeltaNanos();
    then.accept(new Result(report, uncorrected, obeyedTerm));
  }

  /** Cuts it short: nothing of it is told any more. */
  void abandon() {
    decided = true;
    ended = true;
    timer.cancel();
  }
}
