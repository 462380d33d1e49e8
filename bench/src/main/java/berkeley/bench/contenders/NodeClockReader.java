package berkeley.bench.contenders;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.transport.socket.RemoteCall;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/** The clock of one of our nodes. One that has no time to give yet is as one that is silent. */
final class NodeClockReader implements ClockReader {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final NodeRemote node;

  NodeClockReader(NodeRemote node) {
    this.node = node;
  }

  @Override
  public Glance read() throws IOException {
    NodeStatus status =
        RemoteCall.get(System.nanoTime() + LIMIT.toNanos(), RemoteCall.ANYONE, node::status);
    if (status.state() == NodeState.NEWCOMER) {
      throw new IOException(status.id() + " is not synchronised yet");
    }
    return new Glance(status.reading(), OptionalLong.of(status.errorBoundNanos()));
  }
}
