package berkeley.bench.contenders;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.status.StatusClient;
import java.io.IOException;
import java.util.OptionalLong;

/** The clock of one of our nodes. One that is not synchronised yet counts as silent. */
final class NodeClockReader implements ClockReader {

  private final StatusClient client;
  private final String id;

  NodeClockReader(StatusClient client, String id) {
    this.client = client;
    this.id = id;
  }

  @Override
  public Glance read() throws IOException {
    NodeStatus status = client.read(id).status();
    if (status.state() == NodeState.NEWCOMER) {
      throw new IOException(id + " is not synchronised yet");
    }
    return new Glance(status.reading(), OptionalLong.of(status.errorBoundNanos()));
  }
}
