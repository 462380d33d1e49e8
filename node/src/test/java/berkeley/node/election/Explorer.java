package berkeley.node.election;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Visits every {@link ExploredWorld} that can be reached within a number of steps, breadth first,
 * each once: so the path to the first thing forbidden is a shortest one.
 */
final class Explorer {

  private long[] table = new long[1 << 20];
  private int size;

  /**
   * Explores.
   *
   * @return how many different worlds there are
   * @throws ExploredWorld.Violation with the path, if one of them is forbidden
   */
  int explore(ExploredWorld start, int depth) {
    List<ExploredWorld> layer = List.of(start);
    add(start.fingerprint());
    for (int i = 1; i <= depth; i++) {
      boolean last = i == depth;
      List<ExploredWorld> next = new ArrayList<>();
      for (ExploredWorld world : layer) {
        world.successors(
            successor -> {
              if (add(successor.fingerprint()) && !last) {
                next.add(successor);
              }
            });
      }
      layer = next;
    }
    return size;
  }

  /** Returns in how many ways a number of steps can be gone. */
  static double ways(ExploredWorld start, int depth) {
    Map<Long, ExploredWorld> worlds = Map.of(start.fingerprint(), start);
    Map<Long, Double> ways = Map.of(start.fingerprint(), 1.0);
    for (int i = 0; i < depth; i++) {
      Map<Long, ExploredWorld> nextWorlds = new HashMap<>();
      Map<Long, Double> nextWays = new HashMap<>();
      for (Map.Entry<Long, ExploredWorld> entry : worlds.entrySet()) {
        double here = ways.get(entry.getKey());
        entry
            .getValue()
            .successors(
                next -> {
                  long fingerprint = next.fingerprint();
                  nextWorlds.putIfAbsent(fingerprint, next);
                  nextWays.merge(fingerprint, here, Double::sum);
                });
      }
      worlds = nextWorlds;
      ways = nextWays;
    }
    return ways.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Adds to the set of those visited, an open hash table of what are hashes already. */
  private boolean add(long fingerprint) {
    if (size * 2 > table.length) {
      long[] old = table;
      table = new long[old.length * 2];
      size = 0;
      for (long each : old) {
        if (each != 0) {
          add(each);
        }
      }
    }
    int mask = table.length - 1;
    int slot = (int) fingerprint & mask;
    while (table[slot] != 0 && table[slot] != fingerprint) {
      slot = (slot + 1) & mask;
    }
    if (table[slot] == fingerprint) {
      return false;
    }
    table[slot] = fingerprint;
    size++;
    return true;
  }
}
