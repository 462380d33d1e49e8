package berkeley.node.driver;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/** A queue in virtual time that loses, repeats, delays and reorders, all by one seed. */
final class SimulatedNetwork {

  private record Entry(long atNanos, long order, Runnable task) {}

  private final PriorityQueue<Entry> queue =
      new PriorityQueue<>(Comparator.comparingLong(Entry::atNanos).thenComparing(Entry::order));
  private final Set<String> cuts = new HashSet<>();
  private final Random random;
  private long nowNanos;
  private long orders;

  long leastDelayNanos = 1_000_000;
  long mostDelayNanos = 1_000_000;
  double loss;
  double repetition;

  SimulatedNetwork(Random random) {
    this.random = random;
  }

  long nowNanos() {
    return nowNanos;
  }

  void at(long instantNanos, Runnable task) {
    queue.add(new Entry(Math.max(nowNanos, instantNanos), orders++, task));
  }

  /** Carries out the next task up to an instant, if there is one. */
  boolean advance(long untilNanos) {
    Optional<Entry> next =
        Optional.ofNullable(queue.peek()).filter(entry -> entry.atNanos() <= untilNanos);
    nowNanos = next.map(Entry::atNanos).orElse(untilNanos);
    next.ifPresent(
        entry -> {
          queue.remove();
          entry.task().run();
        });
    return next.isPresent();
  }

  /** Sends; the arrival is not run where the way is cut when it is sent or when it arrives. */
  void send(String from, String to, Runnable arrival) {
    int copies = random.nextDouble() < repetition ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      boolean lost = random.nextDouble() < loss || isCut(from, to);
      long delay = random.nextLong(leastDelayNanos, mostDelayNanos + 1);
      if (!lost) {
        at(
            nowNanos + delay,
            () -> {
              if (!isCut(from, to)) {
                arrival.run();
              }
            });
      }
    }
  }

  void cut(Set<String> one, Set<String> other) {
    one.forEach(from -> other.forEach(to -> cuts.add(from + ">" + to)));
  }

  void heal() {
    cuts.clear();
    loss = 0;
    repetition = 0;
  }

  private boolean isCut(String from, String to) {
    return cuts.contains(from + ">" + to);
  }
}
