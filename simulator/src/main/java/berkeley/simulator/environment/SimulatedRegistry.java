package berkeley.simulator.environment;

import berkeley.api.environment.EventLoop;
import berkeley.api.environment.MemberRegistry;
import berkeley.api.environment.PeerAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A cluster's registry: who is entered stays until it takes its entry back, is taken out or another
 * life takes the name. While it is out nobody learns anything new. Not safe for use by several
 * threads.
 */
public final class SimulatedRegistry {

  private final Map<String, SimulatedPeer> entered = new TreeMap<>();
  private Set<String> names = Set.of();
  private boolean isOut;

  /** Ends or resumes its answers. */
  public void out(boolean nowOut) {
    isOut = nowOut;
  }

  /** Forgets all entries, as a registry does that is started anew. */
  public void restart() {
    entered.clear();
    names = Set.of();
  }

  /** Enters a life in place of whoever has the name. */
  public void enter(String name, SimulatedPeer peer) {
    entered.put(name, peer);
    names = Set.copyOf(entered.keySet());
  }

  /** Takes an entry out, if it still is that life's. */
  public void remove(String name, PeerAddress peer) {
    if (entered.get(name) == peer) {
      entered.remove(name);
      names = Set.copyOf(entered.keySet());
    }
  }

  /**
   * Returns the registry as one node uses it.
   *
   * @param own the node's name
   * @param self what is entered for it, once it is known
   * @param loop its loop
   */
  public MemberRegistry of(String own, Self self, EventLoop loop) {
    return new View(own, self, loop);
  }

  /** Returns what is entered for a node. */
  @FunctionalInterface
  public interface Self {

    /** Returns the node's address, empty if it is not to be entered. */
    Optional<SimulatedPeer> peer();
  }

  private final class View implements MemberRegistry {
    private final String own;
    private final Self self;
    private final EventLoop loop;
    private Set<String> lastNames = Set.of();
    private Set<String> listedFrom = Set.of();

    View(String own, Self self, EventLoop loop) {
      this.own = own;
      this.self = self;
      this.loop = loop;
    }

    @Override
    public void read(Set<String> settled, long deadlineTicks, Consumer<Listing> then) {
      loop.execute(() -> then.accept(list(settled)));
    }

    private Listing list(Set<String> settled) {
      if (isOut) {
        return new Listing(lastNames, Map.of(), false);
      }
      if (!listedFrom.equals(names)) {
        listedFrom = names;
        Map<String, SimulatedPeer> others = new HashMap<>(entered);
        others.remove(own);
        lastNames = Set.copyOf(others.keySet());
      }
      Map<String, PeerAddress> addresses = new HashMap<>();
      if (!settled.containsAll(lastNames)) {
        entered.forEach(
            (name, peer) -> {
              if (!settled.contains(name) && !name.equals(own)) {
                addresses.put(name, peer);
              }
            });
      }
      return new Listing(lastNames, addresses, true);
    }

    @Override
    public void enter(Consumer<Boolean> then) {
      if (!isOut) {
        self.peer()
            .filter(peer -> entered.get(own) != peer)
            .ifPresent(peer -> SimulatedRegistry.this.enter(own, peer));
      }
      boolean isEntered = self.peer().map(peer -> entered.get(own) == peer).orElse(false);
      loop.execute(() -> then.accept(isEntered));
    }

    @Override
    public void takeOut(String name, PeerAddress gone) {
      if (!isOut) {
        remove(name, gone);
      }
    }

    @Override
    public void leave(Runnable then) {
      if (!isOut) {
        self.peer().ifPresent(peer -> remove(own, peer));
      }
      loop.execute(then);
    }
  }
}
