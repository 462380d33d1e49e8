package berkeley.node.election;

import static berkeley.node.election.ElectionHarness.A;
import static berkeley.node.election.ElectionHarness.Z;
import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.Membership;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which lists of members node m, of a, m and z, adopts. */
class ListBorneOutTest {

  private static final List<String> ALL = List.of("a", "m", "z");

  private final ElectionHarness m = new ElectionHarness().takePart();

  @BeforeEach
  void knowsAConfirmedList() {
    hear(new Membership(1, 0, ALL));
  }

  private List<String> hear(Membership list) {
    m.feed(new ElectionEvent.HeartbeatReceived(new Heartbeat(A, list.term(), m.now, list, 0)));
    return m.election.membership().members();
  }

  @Test
  void noneThatLeavesOutWhomItSees() {
    assertEquals(ALL, hear(new Membership(1, 1, List.of("a", "m"))));
    assertEquals(ALL, hear(new Membership(1, 1, List.of("a", "z"))), "that is itself");
  }

  @Test
  void oneThatLeavesOutWhoIsGone() {
    m.feed(new ElectionEvent.MembersSeen(Set.of("a")));

    assertEquals(List.of("a", "m"), hear(new Membership(1, 1, List.of("a", "m"))));
  }

  @Test
  void noneThatAddsWhomItNeitherSeesNorHears() {
    assertEquals(ALL, hear(new Membership(1, 1, List.of("a", "m", "x", "z"))));
    m.feed(new ElectionEvent.MembersSeen(Set.of("a", "x", "z")));

    assertEquals(
        List.of("a", "m", "x", "z"), hear(new Membership(1, 1, List.of("a", "m", "x", "z"))));
  }

  @Test
  void anyNewerOneOnceThereHasBeenNoMasterForTheMemberExpiry() {
    m.tickAt(m.now + ElectionHarness.SETTINGS.memberExpiryNanos());
    m.ask(Z, Ballot.RECOVERY_QUERY, 1, new Membership(1, 1, List.of("a", "m")));

    assertEquals(List.of("a", "m"), m.election.membership().members());
  }

  @Test
  void oneThatAQuorumOfItsOwnHolds() {
    Membership newer = new Membership(1, 1, List.of("a", "z"));
    m.stand();
    m.refuse(A, Ballot.PRE_VOTE, 2, 1, newer);
    m.refuse(Z, Ballot.PRE_VOTE, 2, 1, newer);

    assertEquals(newer, m.election.membership());
  }

  @Test
  void anOlderOneThatItsQuorumHoldsIfSomebodyIsThereAgain() {
    Membership old = m.election.membership();
    m.feed(new ElectionEvent.MembersSeen(Set.of("a")));
    hear(new Membership(1, 1, List.of("a", "m")));
    m.feed(new ElectionEvent.MembersSeen(Set.of("a", "z")));
    m.stand();
    m.refuse(Z, Ballot.PRE_VOTE, 2, 1, old);
    m.refuse(A, Ballot.PRE_VOTE, 2, 1, old);

    assertEquals(old, m.election.membership());
  }
}
