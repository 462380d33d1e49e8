package berkeley.playground.run;

import berkeley.api.SynchronizedClock;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.recording.RecordLine.Planned;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.OscillatorModel;

/** How nodes of virtual time stand in a record. */
final class PlannedNode {

  private static final String TRUE_TIME = "true-time";

  private PlannedNode() {}

  /** Returns what a node was drawn like; asked at the start of a run. */
  static Planned of(VirtualNode node, Scenario scenario, OscillatorModel counter) {
    return new Planned(
        node.id(),
        node.nodeTime() - SynchronizedClock.toNanos(scenario.start()),
        Math.round(counter.ratio() * 1e9) / 1e3);
  }

  /**
   * Returns a status with true time for its ticks: the counter that all of a record's nodes share,
   * whatever their oscillators do.
   */
  static NodeStatus onTrueTime(NodeStatus status, long now) {
    return new NodeStatus(
        status.id(),
        status.incarnation(),
        status.pid(),
        status.role(),
        status.state(),
        status.term(),
        status.master(),
        new Reading(now, status.reading().timeNanos()),
        status.errorBoundNanos(),
        status.frequencyPpm(),
        status.slewPpm(),
        status.offsetNanos(),
        status.adjustments(),
        status.refusals(),
        now,
        TRUE_TIME,
        status.epoch(),
        status.earliestNanos(),
        status.latestNanos(),
        status.disruptions(),
        status.bound());
  }
}
