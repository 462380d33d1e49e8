package berkeley.simulator.environment;

import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Request;
import berkeley.api.environment.Request.Done;
import berkeley.node.NodeService;
import berkeley.node.driver.ElectionDriver;
import java.util.Optional;

/**
 * One life of a node, as others reach it. Equal to itself alone.
 *
 * <p>Not safe for use by several threads.
 */
public final class SimulatedPeer implements PeerAddress {

  private final SimulatedProcess process;
  private final NodeService node;
  private final Optional<ElectionDriver> election;

  /**
   * Creates the address of a life.
   *
   * @param process where it runs
   * @param node what it answers
   * @param election its part in elections
   */
  public SimulatedPeer(
      SimulatedProcess process, NodeService node, Optional<ElectionDriver> election) {
    this.process = process;
    this.node = node;
    this.election = election;
  }

  @Override
  public boolean describesItself() {
    return true;
  }

  @Override
  public boolean isElectable() {
    return election.isPresent();
  }

  @Override
  public boolean takesPushes() {
    return true;
  }

  /** Returns where it runs. */
  public SimulatedProcess process() {
    return process;
  }

  /** Returns what it says when it is asked for its time. */
  long time() {
    return node.nodeTime();
  }

  /** Answers a request. */
  Object answer(Request<?> request) {
    if (request instanceof Request.Status) {
      return node.status();
    } else if (request instanceof Request.Adjust adjust) {
      node.adjust(adjust.adjustment());
      return Done.DONE;
    } else if (request instanceof Request.Push push) {
      return node.push(push.reading());
    }
    ElectionDriver voter =
        election.orElseThrow(() -> new IllegalStateException(process + " is not electable"));
    if (request instanceof Request.Vote vote) {
      return voter.vote(vote.request());
    } else if (request instanceof Request.Beat beat) {
      return voter.heartbeat(beat.heartbeat());
    } else if (request instanceof Request.Farewell farewell) {
      voter.leave(farewell.leave());
      return Done.DONE;
    }
    throw new IllegalStateException("unknown request: " + request);
  }

  @Override
  public String toString() {
    return process.toString();
  }
}
