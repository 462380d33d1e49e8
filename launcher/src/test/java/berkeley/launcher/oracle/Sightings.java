package berkeley.launcher.oracle;

import berkeley.api.NodeState;
import berkeley.api.NodeStatus;
import berkeley.api.Reading;
import berkeley.api.Role;

/** Builds sightings for tests: a synchronised slave of term 1, until told otherwise. */
public record Sightings(
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

  public static Sightings of(String id) {
    return new Sightings(
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

  public Sightings inLife(long newIncarnation) {
    return new Sightings(
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

  public Sightings in(NodeState newState) {
    return new Sightings(
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

  public Sightings obeying(String newMaster, long newTerm) {
    return new Sightings(
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

  public Sightings reading(long ticksNanos, long timeNanos) {
    return new Sightings(
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

  public Sightings bound(long newBoundNanos) {
    return new Sightings(
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

  public Sightings frequency(double newPpm) {
    return new Sightings(
        id, incarnation, state, term, master, reading, boundNanos, newPpm, offset, masterState);
  }

  public Sightings offset(long nanos, long toleranceNanos) {
    return new Sightings(
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

  public Sightings masterIn(NodeState newState) {
    return new Sightings(
        id, incarnation, state, term, master, reading, boundNanos, frequencyPpm, offset, newState);
  }

  public Sighting seen() {
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
            0);
    return new Sighting(status, offset, masterState);
  }
}
