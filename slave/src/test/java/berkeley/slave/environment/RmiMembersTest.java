package berkeley.slave.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import berkeley.api.RegistryAddress;
import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.node.driver.HandDrivenLoop;
import berkeley.slave.environment.RmiNetwork.RmiAddress;
import berkeley.slave.registration.LocalRegistry;
import berkeley.slave.registration.Registration;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberDirectory;
import berkeley.transport.ticks.HostTicks;
import java.rmi.NotBoundException;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real registry in this process, where cluster "blue" has a member "a". */
@Timeout(120)
class RmiMembersTest {

  private static final long MINUTE = 60_000_000_000L;

  private final HandDrivenLoop loop = new HandDrivenLoop(0);
  private final List<ClockRemote> exported = new ArrayList<>();
  private LocalRegistry registry;
  private ClockRemote stub;
  private RmiMembers members;

  private static final class Silent implements ClockRemote {

    @Override
    public long getTime() {
      return 0;
    }

    @Override
    public void adjust(Adjustment delta) {
      throw new UnsupportedOperationException("not in these tests");
    }
  }

  @BeforeEach
  void aNameInARegistry() throws Exception {
    registry = new LocalRegistry().start();
    stub = export();
    registry.running().rebind("blue/a", stub);
    Registration own = new Registration("n", export(), blue(), Optional.empty());
    members = members(own);
  }

  @AfterEach
  void end() throws Exception {
    for (ClockRemote clock : exported) {
      UnicastRemoteObject.unexportObject(clock, true);
    }
    registry.close();
    loop.close();
  }

  private ClockRemote export() throws Exception {
    ClockRemote clock = new Silent();
    exported.add(clock);
    return (ClockRemote) UnicastRemoteObject.exportObject(clock, 0);
  }

  private ClusterAddress blue() {
    return new ClusterAddress(List.of(registry.address()), "blue");
  }

  private RmiMembers members(Registration own) {
    return new RmiMembers(blue(), "n", () -> own, loop, Runnable::run);
  }

  private Listing read(String... settled) {
    return read(members, settled);
  }

  private Listing read(RmiMembers from, String... settled) {
    List<Listing> found = new ArrayList<>();
    from.read(Set.of(settled), HostTicks.now() + MINUTE, found::add);
    assertEquals(List.of(), found, "an event of its own");
    loop.settle();
    assertEquals(1, found.size());
    return found.get(0);
  }

  private boolean enter(RmiMembers into) {
    List<Boolean> entered = new ArrayList<>();
    into.enter(entered::add);
    assertEquals(List.of(), entered, "an event of its own");
    loop.settle();
    assertEquals(1, entered.size());
    return entered.get(0);
  }

  private int leave(RmiMembers from) {
    int[] left = {0};
    from.leave(() -> left[0]++);
    assertEquals(0, left[0], "an event of its own");
    loop.settle();
    return left[0];
  }

  private List<String> names() throws Exception {
    return List.of(registry.running().list());
  }

  @Test
  void listsTheOtherMembersOfItsClusterAndTheWaysToThem() throws Exception {
    registry.running().rebind("red/b", export());
    registry.running().rebind("c", export());
    assertEquals(true, enter(members));

    assertEquals(new Listing(Set.of("a"), Map.of("a", new RmiAddress(stub)), true), read());
  }

  @Test
  void whoIsSettledIsListedAndNotLookedUp() {
    assertEquals(new Listing(Set.of("a"), Map.of(), true), read("a"));
  }

  @Test
  void aRegistryThatDoesNotAnswerChangesNothingButTheListIsNotCompleteThen() throws Exception {
    read();
    registry.stop();

    Listing found = read("a");
    assertEquals(Set.of("a"), found.names());
    assertEquals(false, found.isComplete());
  }

  @Test
  void aListThatCannotBeReadAtAllSaysNothing() {
    MemberDirectory directory = mock(MemberDirectory.class);
    when(directory.members()).thenThrow(new IllegalStateException("closed"));
    RmiMembers listed =
        new RmiMembers(
            ClusterAddress.by(directory, "blue"),
            "n",
            () -> mock(Registration.class),
            loop,
            Runnable::run);

    assertEquals(Listing.UNKNOWN, read(listed));
  }

  @Test
  void entersTheNodeAndEntersItAgainWhereItWasLost() throws Exception {
    assertEquals(true, enter(members));
    assertEquals(Set.of("blue/a", "blue/n"), Set.copyOf(names()));
    registry.running().unbind("blue/n");

    assertEquals(true, enter(members));
    assertEquals(Set.of("blue/a", "blue/n"), Set.copyOf(names()));
  }

  @Test
  void isNotEnteredWithoutARegistry() throws Exception {
    registry.stop();
    assertEquals(false, enter(members));
    registry.start();

    assertEquals(true, enter(members));
  }

  @Test
  void aRegistrationThatFailsIsTriedTheNextTime() {
    Registration failing = mock(Registration.class);
    doThrow(new IllegalStateException("a fault of the program")).when(failing).refresh();

    assertEquals(false, enter(members(failing)));
  }

  @Test
  void takesItsEntryBackWhenItLeaves() throws Exception {
    enter(members);
    assertEquals(1, leave(members));

    assertThrows(NotBoundException.class, () -> registry.running().lookup("blue/n"));
    assertEquals(List.of("blue/a"), names());
  }

  @Test
  void leavesAlthoughItsEntryCannotBeTakenBack() {
    Registration failing = mock(Registration.class);
    doThrow(new IllegalStateException("a fault of the program")).when(failing).close();

    assertEquals(1, leave(members(failing)));
  }

  @Test
  void whoIsGoneIsTakenOut() throws Exception {
    members.takeOut("a", new RmiAddress(stub));
    assertEquals(List.of(), names());
    members.takeOut("a", new RmiAddress(stub));
    assertEquals(List.of(), names());
  }

  @Test
  void aRegistryThatThrowsAtOneDoesNotKeepTheNextFromBeingAsked() throws Exception {
    try (ThrowingRegistry hostile = new ThrowingRegistry()) {
      ClusterAddress both =
          new ClusterAddress(List.of(hostile.address(), registry.address()), "blue");
      new RmiMembers(both, "n", () -> mock(Registration.class), loop, Runnable::run)
          .takeOut("a", new RmiAddress(stub));

      assertEquals(1, hostile.asked());
      assertEquals(List.of(), names());
    }
  }

  @Test
  void aNewLifeUnderTheNameKeepsIt() throws Exception {
    registry.running().rebind("blue/a", export());
    members.takeOut("a", new RmiAddress(stub));

    assertEquals(List.of("blue/a"), names());
  }

  @Test
  void whoseNameIsOfAnotherClusterKeepsIt() throws Exception {
    registry.running().rebind("red/a", stub);
    members.takeOut("a", new RmiAddress(stub));

    assertEquals(List.of("red/a"), names());
  }

  @Test
  void aRegistryThatIsGoneIsNoFault() throws Exception {
    RegistryAddress before = registry.address();
    registry.stop();
    members.takeOut("a", new RmiAddress(stub));

    assertEquals(before, registry.address());
    assertEquals(0, loop.pending());
  }
}
