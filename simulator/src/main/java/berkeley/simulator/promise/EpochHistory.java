package berkeley.simulator.promise;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was seen of one epoch. */
final class EpochHistory {

  final long epoch;
  final ClusterTimeSet clusterTime;
  final PrecedingMaximum stamps = new PrecedingMaximum();
  final ReachableInterval knownTime;
  final Excuses.Era era = new Excuses.Era();
  private final Set<String> holders = new HashSet<>();
  private boolean heldByMajority;
  private boolean intervalSeen;

  EpochHistory(long epoch, PromiseSettings settings) {
    this.epoch = epoch;
    clusterTime = new ClusterTimeSet(settings.clusterRatePpb());
    knownTime = new ReachableInterval(settings.clusterRatePpb());
  }

  /** Forgets what is known of cluster time, since a broken master has moved it. */
  void beginEra() {
    clusterTime.forget();
    knownTime.forget(knownTime.ratePpb());
    stamps.clear();
  }

  /** Records that a node holds a correction of this epoch. */
  void heldBy(String node, Map<String, Set<String>> electorates) {
    if (!heldByMajority && holders.add(node)) {
      findMajority(electorates);
    }
  }

  /** Looks for a majority again, after an electorate has changed. */
  void findMajority(Map<String, Set<String>> electorates) {
    for (Set<String> nodes : electorates.values()) {
      long held = nodes.stream().filter(holders::contains).count();
      heldByMajority |= 2 * held > nodes.size();
    }
  }

  /** Records that some node gave an interval. */
  void intervalSeen() {
    intervalSeen = true;
  }

  /** Returns whether any node gave an interval. */
  boolean hasInterval() {
    return intervalSeen;
  }

  /** Returns whether a majority of an electorate has held it. */
  boolean isHeldByMajority() {
    return heldByMajority;
  }
}
