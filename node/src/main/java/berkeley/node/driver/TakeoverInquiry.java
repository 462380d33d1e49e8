package berkeley.node.driver;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.NodeStatus;
import berkeley.node.KnownTime;
import berkeley.node.NodeCore;
import berkeley.node.election.TermLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * Asks all listed nodes what they know, for a master that was not elected: the newest term, so that
 * it can go one beyond it, and cluster time, so that it can carry it on.
 *
 * <p>Cluster time lies where all but a minority of the answers of the commonest epoch meet
 * (Marzullo and Owicki 1983); if they do not, somewhere among them. The minority is one of all that
 * were asked and may know it: whoever is silent may be right against those that answer.
 *
 * <p>An answer leaves its whole round trip in doubt, and the first may have to open a connection,
 * which takes milliseconds that lie before the answer is written: the middle of what is known would
 * be off by half of them. So each node is asked twice, and its quicker answer counts.
 *
 * <p>For the node's loop.
 */
final class TakeoverInquiry {

  private static final long LIMIT_NANOS = Duration.ofSeconds(3).toNanos();

  /** How often each node is asked. */
  private static final int QUESTIONS = 2;

  private final NodeEnvironment environment;
  private final double rateRatio;
  private final List<Told> answers = new ArrayList<>();
  private final List<Long> terms = new ArrayList<>();

  /** How many have been asked. Whoever has not answered may know better. */
  private int asked;

  /** An answer: cluster time was within these when the status was written, between two ticks. */
  private record Told(long epoch, long earliest, long latest, long sentTicks, long gotTicks) {

    boolean givesTime() {
      return epoch != 0 && earliest != Long.MIN_VALUE && latest - earliest >= 0;
    }

    /** Returns which counts: an earlier answer only where it was quicker, and nothing is new. */
    Told orQuicker(Told earlier) {
      boolean isSame = earlier.givesTime() && givesTime() && earlier.epoch == epoch;
      return isSame && earlier.roundTrip() < roundTrip() ? earlier : this;
    }

    private long roundTrip() {
      return gotTicks - sentTicks;
    }
  }

  TakeoverInquiry(NodeEnvironment environment, ClockLimits limits) {
    this.environment = environment;
    this.rateRatio = limits.unmeasuredRateRatio();
  }

  /**
   * What was told.
   *
   * @param newestTerm the newest term that any node within reach has seen, 0 if there is none
   * @param time cluster time now, if any node knows it
   */
  record Outcome(long newestTerm, Optional<KnownTime> time) {

    /** Makes a node know what others do; where nobody does, one who was overruled begins anew. */
    void carryOnBy(NodeCore core) {
      time.ifPresent(core::adopt);
      if (time.isEmpty() && !core.knowledge().mayLead()) {
        core.leaveEpoch();
      }
    }
  }

  /** Asks. */
  void ask(Consumer<Outcome> then) {
    long deadline = environment.ticks() + LIMIT_NANOS;
    environment.members().read(Set.of(), deadline, listing -> ask(listing, deadline, then));
  }

  private void ask(Listing listing, long deadlineTicks, Consumer<Outcome> then) {
    Map<String, PeerAddress> nodes = new TreeMap<>(listing.addresses());
    nodes.values().removeIf(address -> !address.describesItself());
    asked = nodes.size();
    List<CallPacer.Call> calls = new ArrayList<>();
    nodes.forEach((name, address) -> calls.add(done -> ask(name, address, deadlineTicks, done)));
    new CallPacer(
            environment,
            calls,
            QUESTIONS,
            deadlineTicks,
            () -> then.accept(new Outcome(newestOf(terms), commonest().map(this::region))))
        .begin();
  }

  private void ask(String name, PeerAddress address, long deadlineTicks, Runnable done) {
    askOnce(
        name,
        address,
        deadlineTicks,
        first -> {
          if (first.isEmpty()) {
            done.run();
            return;
          }
          askOnce(
              name,
              address,
              deadlineTicks,
              second -> {
                answers.add(second.map(it -> it.orQuicker(first.get())).orElse(first.get()));
                done.run();
              });
        });
  }

  private void askOnce(
      String name, PeerAddress address, long deadlineTicks, Consumer<Optional<Told>> then) {
    long sent = environment.ticks();
    environment
        .network()
        .call(
            name,
            address,
            new Request.Status(),
            deadlineTicks,
            reply ->
                then.accept(
                    reply instanceof Reply.Value<NodeStatus> status
                        ? Optional.of(heard(status.value(), sent))
                        : Optional.empty()));
  }

  private Told heard(NodeStatus said, long sent) {
    terms.add(said.term());
    return new Told(
        said.epoch(), said.earliestNanos(), said.latestNanos(), sent, environment.ticks());
  }

  /** Returns the largest term up to which there is no gap that only a lie explains; 0 for none. */
  static long newestOf(List<Long> terms) {
    long newest = 0;
    for (long term : terms.stream().sorted().toList()) {
      if (!TermLimit.isPlausible(term, newest)) {
        break;
      }
      newest = Math.max(newest, term);
    }
    return newest;
  }

  /**
   * Returns the answers of the epoch that most tell; of several, the one with the smaller number.
   */
  private Optional<List<Told>> commonest() {
    Map<Long, List<Told>> byEpoch =
        answers.stream()
            .filter(Told::givesTime)
            .collect(Collectors.groupingBy(Told::epoch, TreeMap::new, Collectors.toList()));
    return byEpoch.values().stream()
        .max(
            Comparator.comparingInt((List<Told> told) -> told.size())
                .thenComparing(told -> -told.get(0).epoch()));
  }

  private KnownTime region(List<Told> told) {
    long now = environment.ticks();
    long[] lows = sorted(told, each -> each.earliest + aged(now - each.gotTicks, -rateRatio));
    long[] highs = sorted(told, each -> each.latest + aged(now - each.sentTicks, rateRatio));
    int silent = asked - answers.size();
    int wanted = Math.max(1, told.size() - (told.size() + silent - 1) / 2);
    // So many answers hold an instant as have begun by then, less those that have ended before.
    LongPredicate meet = at -> notAbove(lows, at) - notAbove(highs, at - 1) >= wanted;
    OptionalLong low = Arrays.stream(lows).filter(meet).min();
    OptionalLong high = Arrays.stream(highs).filter(meet).max();
    return new KnownTime(
        told.get(0).epoch(), low.orElse(lows[0]), high.orElse(highs[told.size() - 1]), now);
  }

  private static long notAbove(long[] edges, long at) {
    return Arrays.stream(edges).filter(edge -> edge <= at).count();
  }

  private static long[] sorted(List<Told> told, Function<Told, Long> edge) {
    long[] edges = told.stream().mapToLong(edge::apply).toArray();
    Arrays.sort(edges);
    return edges;
  }

  private static long aged(long ticks, double rate) {
    return ticks + (long) (rate < 0 ? Math.floor(ticks * rate) : Math.ceil(ticks * rate));
  }
}
