package berkeley.node.driver;

import berkeley.api.environment.MemberRegistry;
import berkeley.api.environment.PeerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A registry that lists whom a test says, as late as it says. */
final class HandDrivenRegistry implements MemberRegistry {

  private final HandDrivenEnvironment environment;
  private final List<Set<String>> readings = new ArrayList<>();
  private final List<String> takenOut = new ArrayList<>();
  private Listing listing = new Listing(Set.of(), Map.of(), true);
  private long delayNanos;
  private boolean takesEntries = true;
  private boolean left;
  private int entries;

  HandDrivenRegistry(HandDrivenEnvironment environment) {
    this.environment = environment;
  }

  /** Lists these, and says that there is nobody else. */
  void list(TestPeer... peers) {
    list(true, peers);
  }

  /** Lists these; whether there are others is not known unless it is complete. */
  void list(boolean isComplete, TestPeer... peers) {
    Map<String, PeerAddress> addresses =
        Arrays.stream(peers).collect(Collectors.toMap(TestPeer::name, Function.identity()));
    listing = new Listing(addresses.keySet(), addresses, isComplete);
  }

  /** Lists a name behind which nothing was found. */
  void listNameOnly(String name) {
    listing = new Listing(Set.of(name), Map.of(), false);
  }

  /** Answers nothing that anybody can use. */
  void fail() {
    listing = Listing.UNKNOWN;
  }

  void answerAfter(Duration delay) {
    delayNanos = delay.toNanos();
  }

  void takeEntries(boolean whether) {
    takesEntries = whether;
  }

  /** Returns, for each reading that has begun, the names that needed no lookup. */
  List<Set<String>> readings() {
    return List.copyOf(readings);
  }

  int entries() {
    return entries;
  }

  boolean hasLeft() {
    return left;
  }

  List<String> takenOut() {
    return List.copyOf(takenOut);
  }

  @Override
  public void read(Set<String> settled, long deadlineTicks, Consumer<Listing> then) {
    readings.add(settled);
    environment.at(environment.ticks() + delayNanos, () -> then.accept(unsettled(settled)));
  }

  private Listing unsettled(Set<String> settled) {
    Map<String, PeerAddress> lookedUp =
        listing.addresses().entrySet().stream()
            .filter(entry -> !settled.contains(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Listing(listing.names(), lookedUp, listing.isComplete());
  }

  @Override
  public void enter(Consumer<Boolean> then) {
    entries++;
    environment.execute(() -> then.accept(takesEntries));
  }

  @Override
  public void takeOut(String name, PeerAddress gone) {
    takenOut.add(name);
  }

  @Override
  public void leave(Runnable then) {
    environment.execute(
        () -> {
          left = true;
          then.run();
        });
  }
}
