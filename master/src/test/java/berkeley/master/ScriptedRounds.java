package berkeley.master;

import berkeley.master.Round.Answer;
import berkeley.master.Round.Correction;
import berkeley.master.Round.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A round written down: who is where, and what was decided about each. */
final class ScriptedRounds {

  private final Agreement agreement;
  private final List<Answer> answers = new ArrayList<>();
  private boolean includeMaster;
  private boolean masterIsNewcomer;

  private ScriptedRounds(Agreement agreement) {
    this.agreement = agreement;
  }

  static ScriptedRounds of(String average) {
    return new ScriptedRounds(Agreements.byName(average));
  }

  ScriptedRounds includeMaster() {
    includeMaster = true;
    return this;
  }

  ScriptedRounds newcomerMaster() {
    masterIsNewcomer = true;
    return this;
  }

  ScriptedRounds member(String id, Duration offset, Duration bound) {
    return add(id, false, offset.toNanos(), bound.toNanos());
  }

  ScriptedRounds newcomer(String id, Duration offset, Duration bound) {
    return add(id, true, offset.toNanos(), bound.toNanos());
  }

  ScriptedRounds add(String id, boolean newcomer, long offset, long bound) {
    var sample = new Sample(1_000_000, offset, bound, 2 * bound);
    answers.add(new Answer(newcomer, sample, true, new Vote(id, offset, bound)));
    return this;
  }

  Decision decide() {
    return new Round(agreement, includeMaster, "master").decide(answers, masterIsNewcomer);
  }

  /** What was decided, a line for each clock. */
  String transcript() {
    Decision decision = decide();
    StringBuilder text = new StringBuilder();
    text.append(
        "agreed %s, master adds %s%n"
            .formatted(
                NanosMath.text(decision.agreedOffsetNanos()),
                NanosMath.text(decision.masterDeltaNanos())));
    for (Correction correction : decision.corrections()) {
      Answer answer = correction.answer();
      text.append(
          "%s at %s: %s, adds %s +- %s%s%n"
              .formatted(
                  answer.id(),
                  NanosMath.text(answer.sample().offsetNanos()),
                  correction.outcome(),
                  NanosMath.text(correction.deltaNanos()),
                  NanosMath.text(correction.errorBoundNanos()),
                  correction.reason().isEmpty() ? "" : " (" + correction.reason() + ")"));
    }
    return text.toString();
  }
}
