package berkeley.simulator.observation;

import berkeley.api.NodeState;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Readings of all nodes, taken shortly after one another.
 *
 * @param sightings the nodes that answered, in the planned order
 */
public record Snapshot(List<Sighting> sightings) {

  /** Copies the list. */
  public Snapshot {
    sightings = List.copyOf(sightings);
  }

  /**
   * Returns the largest true offset between any two of them; empty unless at least two are known.
   */
  public OptionalLong spreadNanos() {
    LongSummaryStatistics offsets =
        sightings.stream()
            .map(Sighting::offset)
            .filter(TrueOffset::isKnown)
            .mapToLong(TrueOffset::nanos)
            .summaryStatistics();
    return offsets.getCount() < 2
        ? OptionalLong.empty()
        : OptionalLong.of(offsets.getMax() - offsets.getMin());
  }

  /** Returns the reading of one node. */
  public Optional<Sighting> of(String id) {
    return sightings.stream().filter(sighting -> sighting.status().id().equals(id)).findFirst();
  }

  /**
   * Returns by how much one node was ahead of another, in nanoseconds.
   *
   * @return empty if either was not seen, or could not be compared
   */
  public Optional<Long> offset(String id, String against) {
    return known(id).flatMap(one -> known(against).map(other -> one.nanos() - other.nanos()));
  }

  private Optional<TrueOffset> known(String id) {
    return of(id).map(Sighting::offset).filter(TrueOffset::isKnown);
  }

  /** Returns whether so many nodes answered, all of them synchronised. */
  public boolean isSynchronised(int nodes) {
    return sightings.size() == nodes
        && sightings.stream()
            .allMatch(sighting -> sighting.status().state() == NodeState.SYNCHRONISED);
  }
}
