package berkeley.bench.hosts;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;

/**
 * The status of a node at one instant, as one line of text.
 *
 * @param id its name
 * @param state how far its clock can be trusted
 * @param term the newest that it has seen
 * @param master the node that it follows; {@value #NOBODY} for none
 * @param ticks the host's monotonic counter, which all namespaces share
 * @param ahead node time less ticks
 * @param bound the error bound that it reports
 */
record StatusSample(
    String id, NodeState state, long term, String master, long ticks, long ahead, long bound) {

  private static final String NOBODY = "-";

  static StatusSample of(NodeStatus status) {
    return new StatusSample(
        status.id(),
        status.state(),
        status.term(),
        status.master().isEmpty() ? NOBODY : status.master(),
        status.reading().ticksNanos(),
        status.reading().timeNanos() - status.reading().ticksNanos(),
        status.errorBoundNanos());
  }

  /** Parses {@link #line}. */
  static StatusSample parse(String line) {
    String[] words = line.split(" ", -1);
    return new StatusSample(
        words[0],
        NodeState.valueOf(words[1]),
        Long.parseLong(words[2]),
        words[3],
        Long.parseLong(words[4]),
        Long.parseLong(words[5]),
        Long.parseLong(words[6]));
  }

  String line() {
    return "%s %s %d %s %d %d %d".formatted(id, state, term, master, ticks, ahead, bound);
  }
}
