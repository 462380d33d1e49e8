package berkeley.transport.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.rmi.UnmarshalException;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member's exception is filtered in our calls, and an application's calls are as they were. */
final class AnswersAreFilteredTest {

  private static final long LIMIT_NANOS = 10_000_000_000L;
  private static final AtomicInteger READ = new AtomicInteger();

  private final Thrower thrower = new Thrower();
  private ClockRemote stub;

  @BeforeEach
  void aMember() throws Exception {
    assertEquals(Optional.empty(), CallFilters.install());
    READ.set(0);
    stub = (ClockRemote) UnicastRemoteObject.exportObject(thrower, 0);
  }

  @AfterEach
  void unexport() throws Exception {
    UnicastRemoteObject.unexportObject(thrower, true);
  }

  private long call() throws Exception {
    return RemoteCall.get(HostTicks.now() + LIMIT_NANOS, "a", stub::getTime);
  }

  @Test
  void aForeignExceptionIsReadOutsideOurCallsAndRefusedWithin() throws Exception {
    thrower.answer = new Intruder();

    assertThrows(Intruder.class, stub::getTime);
    assertEquals(1, READ.get(), "the attack works where nothing filters");

    UnmarshalException refused = assertThrows(UnmarshalException.class, this::call);
    assertInstanceOf(InvalidClassException.class, refused.getCause());
    assertEquals(1, READ.get());
  }

  @Test
  void aCollectionOfThePlatformIsRefusedInAnException() throws Exception {
    thrower.answer = new Carrier(new HashSet<>(List.of("a")));

    assertThrows(Carrier.class, stub::getTime);
    assertThrows(UnmarshalException.class, this::call);
  }

  @Test
  void anOrdinaryExceptionIsThrownOn() {
    thrower.answer = new IllegalStateException("busy");

    assertEquals("busy", assertThrows(IllegalStateException.class, this::call).getMessage());
  }

  @Test
  void theRoundsOfAMasterPass() throws Exception {
    for (int members : List.of(0, 1, 2, 3, 500)) {
      thrower.rounds =
          IntStream.range(0, 32)
              .mapToObj(
                  round -> new RoundReport(round, 1, "master", 1, 1, 1, reports(round, members)))
              .toList();

      List<RoundReport> got =
          RemoteCall.get(
              HostTicks.now() + LIMIT_NANOS, "a", () -> ((NodeRemote) stub).rounds(0, -1));

      assertEquals(thrower.rounds, got);
    }
  }

  private static List<MemberReport> reports(int round, int members) {
    return IntStream.range(0, members)
        .mapToObj(
            i ->
                new MemberReport(
                    "n" + i,
                    (round + i) % 2 == 0 ? Outcome.ACCEPTED : Outcome.REJECTED,
                    i % 3 == 0 ? "" : "late",
                    i,
                    1,
                    1,
                    1))
        .toList();
  }

  @Test
  void theFilterMayBeAskedForAgain() {
    assertEquals(Optional.empty(), CallFilters.install());
    assertFalse(CallFilters.install().isPresent());
    assertTrue(RemoteCall.currentOrNull() == null);
  }

  private static final class Thrower implements ClockRemote, NodeRemote {

    private List<RoundReport> rounds = List.of();

    @Override
    public NodeStatus status() {
      throw answer;
    }

    @Override
    public List<RoundReport> rounds(long afterTerm, long afterRound) {
      return rounds;
    }

    private RuntimeException answer = new IllegalStateException();

    @Override
    public long getTime() {
      throw answer;
    }

    @Override
    public void adjust(Adjustment delta) {
      throw answer;
    }
  }

  private static final class Intruder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READ.incrementAndGet();
    }
  }

  private static final class Carrier extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings({"serial", "unused"}) // it is what is sent
    private final Set<String> carried;

    Carrier(Set<String> carried) {
      this.carried = carried;
    }
  }
}
