package berkeley.node.election;

import java.util.ArrayList;
import java.util.List;

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
   * @throws ElectionInvariants.Violation with the path, if one of them is forbidden
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
