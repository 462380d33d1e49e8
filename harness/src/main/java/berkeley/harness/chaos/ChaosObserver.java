package berkeley.harness.chaos;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.chaos.ChaosMember.Wrong;
import berkeley.simulator.text.HumanFigures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at the cluster again and again: has the jury judge what is seen, measures the spread, and
 * writes down what changes. For one thread.
 */
final class ChaosObserver {

  private final ChaosCluster cluster;
  private final StatusReader eye;
  private final ChaosJudge jury;
  private final ChaosLog transcript;
  private final SpreadMeter spreads = new SpreadMeter();
  private final Map<String, NodeState> states = new HashMap<>();
  private Map<String, NodeStatus> seen = Map.of();
  private ClusterHealth health = ClusterHealth.NONE;
  private boolean began;
  private String master = "";
  private long term;
  private String failure = "";

  ChaosObserver(ChaosCluster cluster, StatusReader eye, ChaosJudge jury, ChaosLog transcript) {
    this.cluster = cluster;
    this.eye = eye;
    this.jury = jury;
    this.transcript = transcript;
  }

  /** From now on a member that is starting is not missed; until now all must be there. */
  void begin() {
    began = true;
  }

  /** Looks at all that can be asked. */
  void look() {
    long now = System.nanoTime();
    cluster.members().forEach(member -> notice(member, now));
    seen = eye.look(cluster.members());
    jury.saw(cluster.members(), seen);
    jury.watch().examples().forEach(line -> transcript.add(now, "VIOLATED " + line));
    List<String> sound =
        cluster.members().stream().filter(this::isExpected).map(ChaosMember::id).toList();
    health = ClusterHealth.of(sound, seen);
    noticeMaster(now);
    noticeStates(now);
    spreads.saw(
        seen.values().stream()
            .filter(s -> sound.contains(s.id()) && s.state() != NodeState.NEWCOMER)
            .toList());
  }

  private boolean isExpected(ChaosMember member) {
    return member.isSound() || (!began && member.has(Wrong.STARTING));
  }

  private void notice(ChaosMember member, long now) {
    if (member.noticeReady()) {
      transcript.add(now, member.id() + " is up");
    }
    if (member.hasFallen()) {
      failure =
          "%s ended by itself with exit code %d; it said last: %s"
              .formatted(
                  member.id(),
                  member.child().get().exitCode().orElse(-1),
                  String.join(" | ", member.child().get().lastWords()));
    }
  }

  private void noticeMaster(long now) {
    health
        .master()
        .filter(leader -> leader.term() > term)
        .ifPresent(
            leader -> {
              term = leader.term();
              master = leader.id();
              transcript.add(now, "all follow %s in term %d".formatted(master, term));
            });
  }

  private void noticeStates(long now) {
    seen.forEach(
        (id, status) -> {
          if (states.put(id, status.state()) != status.state()) {
            transcript.add(
                now,
                "%s is %s, bound %s"
                    .formatted(id, status.state(), HumanFigures.nanos(status.errorBoundNanos())));
          }
        });
  }

  /** What the newest look saw, by name. */
  Map<String, NodeStatus> seen() {
    return seen;
  }

  /** How the sound ones did at the newest look. */
  ClusterHealth health() {
    return health;
  }

  SpreadMeter spreads() {
    return spreads;
  }

  /** The newest master that all sound nodes followed, empty before the first. */
  String master() {
    return master;
  }

  /** Its term, 0 before the first. */
  long term() {
    return term;
  }

  /** Which process ended without having been asked to, in words; empty if none did. */
  String failure() {
    return failure;
  }
}
