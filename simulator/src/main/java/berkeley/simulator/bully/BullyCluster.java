package berkeley.simulator.bully;

import berkeley.simulator.bully.ElectionNetwork.Purpose;
import berkeley.simulator.world.VirtualTime;
import java.util.function.Consumer;

/**
 * The bully algorithm: the highest number that runs is the master.
 *
 * <p>Whoever misses the master asks all that are higher. Who is asked answers, and asks those above
 * itself; who hears nobody is the master and says so to all. A node that starts asks as well, and
 * so takes over from a lower one.
 *
 * <p>It knows no majority and no terms: each side of a split network has a master, and a message
 * that is late can be that of a master of before. For one thread.
 */
final class BullyCluster implements ElectingCluster {

  private static final int NOBODY = -1;

  private final VirtualTime time;
  private final ElectionNetwork network;
  private final Node[] nodes;
  private final long heartbeatNanos;
  private final long timeoutNanos;

  /**
   * Prepares nodes that do not run yet.
   *
   * @param heartbeatNanos from one heartbeat of the master to the next; an answer is waited for as
   *     long
   * @param timeoutNanos after such a silence the master is missed
   */
  BullyCluster(
      int size, VirtualTime time, ElectionNetwork network, long heartbeatNanos, long timeoutNanos) {
    this.time = time;
    this.network = network;
    this.heartbeatNanos = heartbeatNanos;
    this.timeoutNanos = timeoutNanos;
    this.nodes = new Node[size];
    for (int i = 0; i < size; i++) {
      nodes[i] = new Node(i);
    }
  }

  @Override
  public void start(int node) {
    nodes[node].start();
  }

  @Override
  public void kill(int node) {
    nodes[node].life++;
    nodes[node].runs = false;
  }

  @Override
  public boolean leads(int node) {
    return nodes[node].runs && nodes[node].master == node;
  }

  private final class Node {
    private final int number;
    private boolean runs;
    private int life;
    private int master = NOBODY;
    private long heardNanos;
    private boolean electing;
    private boolean answered;
    private int election;

    Node(int number) {
      this.number = number;
    }

    void start() {
      runs = true;
      life++;
      master = NOBODY;
      electing = false;
      heardNanos = time.now();
      elect();
      tick();
    }

    /** Does something later, unless the node has ended meanwhile. */
    private void later(long nanos, Runnable action) {
      int mine = life;
      time.in(
          nanos,
          () -> {
            if (runs && life == mine) {
              action.run();
            }
          });
    }

    private void send(int to, Purpose purpose, Consumer<Node> message) {
      network.send(
          number,
          to,
          () -> {
            if (nodes[to].runs) {
              network.arrived(purpose, 1);
              message.accept(nodes[to]);
            }
          });
    }

    private void sendToOthers(Purpose purpose, Consumer<Node> message) {
      for (int to = 0; to < nodes.length; to++) {
        if (to != number) {
          send(to, purpose, message);
        }
      }
    }

    private void tick() {
      if (master == number) {
        sendToOthers(Purpose.HEARTBEAT, other -> other.heard(number));
      } else if (!electing && time.now() - heardNanos > timeoutNanos) {
        elect();
      }
      later(heartbeatNanos, this::tick);
    }

    private void elect() {
      electing = true;
      answered = false;
      election++;
      int mine = election;
      for (int to = number + 1; to < nodes.length; to++) {
        send(to, Purpose.ELECTION, other -> other.asked(number));
      }
      later(heartbeatNanos, () -> nobodyAnswers(mine));
    }

    private void nobodyAnswers(int mine) {
      if (electing && election == mine && !answered) {
        electing = false;
        master = number;
        sendToOthers(Purpose.ELECTION, other -> other.told(number));
      }
    }

    private void asked(int lower) {
      send(lower, Purpose.ELECTION, Node::heardAnswer);
      if (!electing) {
        elect();
      }
    }

    private void heardAnswer() {
      answered = true;
      int mine = election;
      // Whoever has answered may have ended since.
      later(
          3 * heartbeatNanos,
          () -> {
            if (electing && election == mine) {
              elect();
            }
          });
    }

    private void told(int by) {
      if (by < number) {
        if (!electing) {
          elect(); // a lower one has not heard of this node
        }
        return;
      }
      master = by;
      electing = false;
      heardNanos = time.now();
    }

    private void heard(int by) {
      if (by < number) {
        told(by);
      } else if (by >= master || master == NOBODY) {
        master = by;
        electing = false;
        heardNanos = time.now();
      }
    }
  }
}
