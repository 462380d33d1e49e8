package berkeley.simulator.observation;

import berkeley.api.NodeState;
import berkeley.api.environment.Ticks;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;

/** Builds sightings for tests: a synchronised slave of term 1, until told otherwise. */
public record SampleSightings(
    String id,
    long incarnation,
    NodeState state,
    long term,
    String master,
    Reading reading,
    long boundNanos,
    double frequencyPpm,
    TrueOffset offset,
    NodeState masterState) {

  public static SampleSightings of(String id) {
    return new SampleSightings(
        id,
        1,
        NodeState.SYNCHRONISED,
        1,
        "master",
        new Reading(0, 0),
        1_000,
        0,
        TrueOffset.NONE,
        NodeState.SYNCHRONISED);
  }

  public SampleSightings inLife(long newIncarnation) {
    return new SampleSightings(
        id,
        newIncarnation,
        state,
        term,
        master,
        reading,
        boundNanos,
        frequencyPpm,
        offset,
        masterState);
  }

  public SampleSightings in(NodeState newState) {
    return new SampleSightings(
        id,
        incarnation,
        newState,
        term,
        master,
        reading,
        boundNanos,
        frequencyPpm,
        offset,
        masterState);
  }

  public SampleSightings obeying(String newMaster, long newTerm) {
    return new SampleSightings(
        id,
        incarnation,
        state,
        newTerm,
        newMaster,
        reading,
        boundNanos,
        frequencyPpm,
        offset,
        masterState);
  }

  public SampleSightings reading(long ticksNanos, long timeNanos) {
    return new SampleSightings(
        id,
        incarnation,
        state,
        term,
        master,
        new Reading(ticksNanos, timeNanos),
        boundNanos,
        frequencyPpm,
        offset,
        masterState);
  }

  public SampleSightings bound(long newBoundNanos) {
    return new SampleSightings(
        id,
        incarnation,
        state,
        term,
        master,
        reading,
        newBoundNanos,
        frequencyPpm,
        offset,
        masterState);
  }

  public SampleSightings frequency(double newPpm) {
    return new SampleSightings(
        id, incarnation, state, term, master, reading, boundNanos, newPpm, offset, masterState);
  }

  public SampleSightings offset(long nanos, long toleranceNanos) {
    return new SampleSightings(
        id,
        incarnation,
        state,
        term,
        master,
        reading,
        boundNanos,
        frequencyPpm,
        new TrueOffset(nanos, toleranceNanos),
        masterState);
  }

  public SampleSightings masterIn(NodeState newState) {
    return new SampleSightings(
        id, incarnation, state, term, master, reading, boundNanos, frequencyPpm, offset, newState);
  }

  public Sighting seen() {
    return seenCounting(Ticks.UNKNOWN_SOURCE);
  }

  /** Returns it as that of a node whose ticks are of the given source. */
  public Sighting seenCounting(String ticksSource) {
    NodeStatus status =
        new NodeStatus(
            id,
            incarnation,
            4711,
            id.equals(master) ? Role.MASTER : Role.SLAVE,
            state,
            term,
            master,
            reading,
            boundNanos,
            frequencyPpm,
            0,
            0,
            1,
            0,
            0,
            ticksSource);
    return new Sighting(status, offset, masterState);
  }
}
