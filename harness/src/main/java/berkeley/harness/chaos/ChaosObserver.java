package berkeley.harness.chaos;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.chaos.ChaosMember.Impairment;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.status.NodeReadings;
import berkeley.harness.status.StatusClient;
import berkeley.simulator.text.HumanFigures;
import berkeley.transport.ticks.HostTicks;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the members again and again: has the judge check what is seen, measures the spread, and
 * logs what changes. For one thread.
 */
final class ChaosObserver {

  private final ChaosCluster cluster;
  private final StatusClient client;
  private final ChaosJudge judge;
  private final ChaosLog log;
  private final SpreadMeter spreads = new SpreadMeter();
  private final Map<String, NodeState> states = new HashMap<>();
  private Map<String, NodeStatus> seen = Map.of();
  private ClusterHealth health = ClusterHealth.NONE;
  private boolean hasBegun;
  private String master = "";
  private long term;
  private String failure = "";

  ChaosObserver(ChaosCluster cluster, StatusClient client, ChaosJudge judge, ChaosLog log) {
    this.cluster = cluster;
    this.client = client;
    this.judge = judge;
    this.log = log;
  }

  /** Stops waiting for members that are starting; before this call all must be there. */
  void begin() {
    hasBegun = true;
  }

  /** Reads all members that can be asked. */
  void look() {
    long now = HostTicks.now();
    cluster.members().forEach(member -> updateProcess(member, now));
    seen = read();
    long after = HostTicks.now();
    judge.check(seen, after, after - now);
    judge.examples().forEach(line -> log.add(now, "VIOLATED " + line));
    List<String> sound =
        cluster.members().stream().filter(this::isExpected).map(ChaosMember::id).toList();
    health = ClusterHealth.of(sound, seen);
    logMaster(now);
    logStates(now);
    spreads.add(
        seen.values().stream()
            .filter(s -> sound.contains(s.id()) && s.state() != NodeState.NEWCOMER)
            .toList());
  }

  /** Drops the answers of processes that had a name before. */
  private Map<String, NodeStatus> read() {
    List<ChaosMember> asked = cluster.members().stream().filter(ChaosMember::canAnswer).toList();
    NodeReadings readings = client.read(asked.stream().map(ChaosMember::id).toList());
    Map<String, NodeStatus> statuses = new LinkedHashMap<>();
    for (ChaosMember member : asked) {
      readings
          .status(member.id())
          .ifPresent(
              status -> {
                if (status.pid() == member.process().orElseThrow().pid()) {
                  statuses.put(member.id(), status);
                } else {
                  client.forget(member.id());
                }
              });
    }
    return statuses;
  }

  private boolean isExpected(ChaosMember member) {
    return member.isSound() || (!hasBegun && member.has(Impairment.STARTING));
  }

  private void updateProcess(ChaosMember member, long now) {
    if (member.updateReady()) {
      client.forget(member.id());
      log.add(now, member.id() + " is up");
    }
    if (member.hasEndedByItself()) {
      ChildProcess process = member.process().orElseThrow();
      failure =
          "%s ended by itself with exit code %d; it said last: %s"
              .formatted(
                  member.id(),
                  process.exitCode().orElse(-1),
                  String.join(" | ", process.lastErrorLines()));
    }
  }

  private void logMaster(long now) {
    health
        .master()
        .filter(leader -> leader.term() > term)
        .ifPresent(
            leader -> {
              term = leader.term();
              master = leader.id();
              log.add(now, "all follow %s in term %d".formatted(master, term));
            });
  }

  private void logStates(long now) {
    seen.forEach(
        (id, status) -> {
          if (states.put(id, status.state()) != status.state()) {
            log.add(
                now,
                "%s is %s, bound %s"
                    .formatted(id, status.state(), HumanFigures.nanos(status.errorBoundNanos())));
          }
        });
  }

  /** Returns what the newest look saw, by name. */
  Map<String, NodeStatus> seen() {
    return seen;
  }

  /** Returns the state of the sound members at the newest look. */
  ClusterHealth health() {
    return health;
  }

  SpreadMeter spreads() {
    return spreads;
  }

  /** Returns the newest master that all sound members followed, empty before the first. */
  String master() {
    return master;
  }

  /** Returns the newest master's term, 0 before the first. */
  long term() {
    return term;
  }

  /** Returns which process ended by itself, in words; empty if none did. */
  String failure() {
    return failure;
  }
}
