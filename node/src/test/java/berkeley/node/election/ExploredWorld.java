package berkeley.node.election;

import berkeley.api.wire.MemberId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Three machines and everything that they have ever sent, at one moment of an {@link Explorer}.
 *
 * <p>The network is a set that only grows. Whatever was sent may arrive next, or later, or again,
 * or never: loss, delay, repetition and reordering need no steps of their own.
 */
final class ExploredWorld {

  private static final int MAX_TERM = 2;
  private static final int NODES = ElectionMachines.NAMES.size();
  private static final int RESTART = -2;

  /** What is forbidden has happened. */
  static final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String what) {
      super(what);
    }
  }

  private final ElectionMachines machines;

  /** The state of each node, then how many restarts are left. */
  private final int[] nodes;

  /** One bit for each message. */
  private final long[] sent;

  /** The life that led each term, then for whom each voter has voted in each; 0 for none. */
  private final byte[] history;

  private final ExploredWorld before;
  private final int node;
  private final int event;

  private ExploredWorld(ElectionMachines machines, int[] nodes, long[] sent, byte[] history) {
    this.machines = machines;
    this.nodes = nodes;
    this.sent = sent;
    this.history = history;
    before = this;
    node = 0;
    event = 0;
  }

  private ExploredWorld(ExploredWorld before, int node, int event, long[] sent) {
    machines = before.machines;
    nodes = before.nodes.clone();
    this.sent = sent;
    history = before.history.clone();
    this.before = before;
    this.node = node;
    this.event = event;
  }

  /** Returns a world of nodes that have just finished waiting, and know of each other. */
  static ExploredWorld start(ElectionRules rules, int restarts) {
    ElectionMachines machines = new ElectionMachines(rules);
    int[] nodes = new int[NODES + 1];
    for (int i = 0; i < NODES; i++) {
      nodes[i] = machines.settled(new MemberId(ElectionMachines.NAMES.get(i), 0));
    }
    nodes[NODES] = restarts;
    return new ExploredWorld(machines, nodes, new long[0], new byte[(NODES + 1) * (MAX_TERM + 1)]);
  }

  /** Returns the world after these steps, each written as in {@link #path()}. */
  ExploredWorld after(List<String> steps) {
    ExploredWorld world = this;
    for (String step : steps) {
      List<ExploredWorld> matching = new ArrayList<>();
      world.successors(
          successor -> {
            if (successor.step().equals(step)) {
              matching.add(successor);
            }
          });
      world = matching.get(0);
    }
    return world;
  }

  /** Calls back with every world that can be next. */
  void successors(Consumer<ExploredWorld> next) {
    for (int i = 0; i < NODES; i++) {
      handle(i, ElectionMachines.TIME, next);
      if (nodes[NODES] > 0) {
        next.accept(restarted(i));
      }
    }
    for (int word = 0; word < sent.length; word++) {
      for (long bits = sent[word]; bits != 0; bits &= bits - 1) {
        int message = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        int to = ElectionMachines.NAMES.indexOf(machines.message(message).to().name());
        if (machines.message(message).reaches(machines.node(nodes[to]))) {
          handle(to, message, next);
        }
      }
    }
  }

  private void handle(int i, int what, Consumer<ExploredWorld> next) {
    ElectionMachines.Outcome outcome = machines.outcome(nodes[i], what);
    boolean changes = outcome.node() != nodes[i] || !Arrays.equals(with(outcome.sent()), sent);
    if (changes && machines.node(outcome.node()).state().newestTerm() <= MAX_TERM) {
      ExploredWorld world = new ExploredWorld(this, i, what, with(outcome.sent()));
      world.nodes[i] = outcome.node();
      world.record(outcome);
      next.accept(world);
    }
  }

  private ExploredWorld restarted(int i) {
    MemberId old = life(i);
    ExploredWorld world = new ExploredWorld(this, i, RESTART, sent);
    world.nodes[i] = machines.newLife(new MemberId(old.name(), old.incarnation() + 1));
    world.nodes[NODES]--;
    for (int j = 0; j < history.length; j++) {
      // What an ended incarnation has led, or was voted for, no longer matters.
      world.history[j] = history[j] == code(old) ? 0 : history[j];
    }
    return world;
  }

  private void record(ElectionMachines.Outcome outcome) {
    if (outcome.ledTerm() > 0) {
      note((int) outcome.ledTerm(), life(node), "leads");
      for (int i = 0; i < NODES; i++) {
        checkDeposed(i, outcome.ledTerm());
      }
    }
    if (outcome.votedTerm() > 0 && life(index(outcome.candidate())).equals(outcome.candidate())) {
      int slot = (node + 1) * (MAX_TERM + 1) + (int) outcome.votedTerm();
      note(slot, outcome.candidate(), "has the vote of " + ElectionMachines.NAMES.get(node));
    }
  }

  /**
   * Checks that, when a newer master is elected, an older one has no quorum left of nodes that do
   * not know of it, by the older one's own list. (For worlds without restarts.)
   */
  private void checkDeposed(int i, long newTerm) {
    ElectionState old = machines.node(nodes[i]).state();
    List<String> ignorant = new ArrayList<>();
    for (int j = 0; j < NODES; j++) {
      if (machines.node(nodes[j]).state().term() < newTerm) {
        ignorant.add(ElectionMachines.NAMES.get(j));
      }
    }
    if (old.role == ElectionRole.MASTER
        && old.term() < newTerm
        && isFirstLifeOfAll()
        && machines.hasQuorum(old, ignorant)) {
      throw new Violation(
          "%s leads term %d, while term %d has %s, whose list is %s%n%s"
              .formatted(life(node), newTerm, old.term(), old.self, old.membership, path()));
    }
  }

  private void note(int slot, MemberId id, String what) {
    if (history[slot] != 0 && history[slot] != code(id)) {
      throw new Violation("%s %s in a term in which another does%n%s".formatted(id, what, path()));
    }
    history[slot] = code(id);
  }

  private boolean isFirstLifeOfAll() {
    return life(0).incarnation() + life(1).incarnation() + life(2).incarnation() == 0;
  }

  private long[] with(List<Integer> more) {
    long[] all = sent;
    for (int message : more) {
      int word = message / Long.SIZE;
      if (word >= all.length || (all[word] >>> message & 1) == 0) {
        all = Arrays.copyOf(all, Math.max(all.length, word + 1));
        all[word] |= 1L << message;
      }
    }
    return all;
  }

  private MemberId life(int i) {
    return machines.node(nodes[i]).state().self;
  }

  private static int index(MemberId id) {
    return ElectionMachines.NAMES.indexOf(id.name());
  }

  private static byte code(MemberId id) {
    return (byte) (1 + index(id) + NODES * id.incarnation());
  }

  /** Returns the machines, of which a world says in which state each is. */
  ElectionMachines machines() {
    return machines;
  }

  /** Returns a number that differs between two worlds with probability 1 - 2^-64. */
  long fingerprint() {
    long hash = 1;
    for (int number : nodes) {
      hash = mix(hash, number);
    }
    for (byte number : history) {
      hash = mix(hash, number);
    }
    for (int i = 0; i < sent.length; i++) {
      hash = sent[i] == 0 ? hash : mix(mix(hash, i), sent[i]);
    }
    return hash;
  }

  private static long mix(long hash, long number) {
    long mixed = (hash ^ number) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
    return mixed ^ (mixed >>> 29);
  }

  /** Returns the steps that led here, one per line. */
  String path() {
    List<String> steps = new ArrayList<>();
    for (ExploredWorld world = this; world.before != world; world = world.before) {
      steps.add(0, world.step());
    }
    return String.join("\n", steps);
  }

  private String step() {
    if (event == RESTART) {
      return before.life(node) + " starts anew";
    } else if (event == ElectionMachines.TIME) {
      return "time passes at " + life(node);
    }
    ElectionMachines.Message message = machines.message(event);
    return "%s gets from %s: %s".formatted(life(node), message.from(), message.content());
  }
}
