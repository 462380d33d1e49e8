package berkeley.master;

import berkeley.master.Decision.Correction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A round written down: who is where, and what was decided about each. */
final class Script {

  private final Agreement agreement;
  private final List<Candidate> answered = new ArrayList<>();
  private boolean includeMaster;
  private boolean masterIsNewcomer;

  private Script(Agreement agreement) {
    this.agreement = agreement;
  }

  static Script of(String average) {
    return new Script(Agreements.byName(average));
  }

  Script includeMaster() {
    includeMaster = true;
    return this;
  }

  Script newcomerMaster() {
    masterIsNewcomer = true;
    return this;
  }

  Script member(String id, Duration offset, Duration bound) {
    return add(id, false, offset.toNanos(), bound.toNanos());
  }

  Script newcomer(String id, Duration offset, Duration bound) {
    return add(id, true, offset.toNanos(), bound.toNanos());
  }

  Script add(String id, boolean newcomer, long offset, long bound) {
    var sample = new Sample(1_000_000, offset, bound, 2 * bound);
    answered.add(new Candidate(id, newcomer, sample, new Vote(id, offset, bound)));
    return this;
  }

  Decision decide() {
    return new Round(agreement, includeMaster, "master").decide(answered, masterIsNewcomer);
  }

  /** What was decided, a line for each clock. */
  String transcript() {
    Decision decision = decide();
    StringBuilder text = new StringBuilder();
    text.append(
        "agreed %s, master adds %s%n"
            .formatted(
                Nanos.text(decision.agreedOffsetNanos()), Nanos.text(decision.masterDeltaNanos())));
    for (Correction correction : decision.corrections()) {
      Candidate candidate = correction.candidate();
      text.append(
          "%s at %s: %s, adds %s +- %s%s%n"
              .formatted(
                  candidate.id(),
                  Nanos.text(candidate.sample().offsetNanos()),
                  correction.outcome(),
                  Nanos.text(correction.deltaNanos()),
                  Nanos.text(correction.errorBoundNanos()),
                  correction.reason().isEmpty() ? "" : " (" + correction.reason() + ")"));
    }
    return text.toString();
  }
}
