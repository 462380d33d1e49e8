package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.environment.Request;
import berkeley.api.wire.Role;
import berkeley.node.driver.TestPeer.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TermQueryTest {

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final List<Long> found = new ArrayList<>();

  @AfterEach
  void end() {
    environment.close();
  }

  private static TestPeer node(String name, long term) {
    TestPeer node = new TestPeer(name);
    return node.answer(
        Request.Status.class, asked -> node.status(NodeState.SYNCHRONISED, Role.SLAVE, term));
  }

  private void ask() {
    new TermQuery(environment).ask(found::add);
  }

  @Test
  void findsTheNewestTermThatAnyNodeHasSeen() {
    environment.members().list(node("a", 3), node("b", 8), node("c", 5));
    ask();
    environment.pass(10 * MILLI);

    assertEquals(List.of(8L), found);
    assertEquals(List.of(Set.of()), environment.members().readings());
  }

  @Test
  void withoutAnybodyThereIsNoTerm() {
    ask();
    environment.settle();

    assertEquals(List.of(0L), found);
  }

  @Test
  void whoDoesNotDescribeItselfIsNotAsked() {
    TestPeer foreign = new TestPeer("foreign").foreign();
    environment.members().list(foreign);
    ask();
    environment.settle();

    assertEquals(List.of(0L), found);
    assertEquals(List.of(), environment.network().sent());
  }

  @Test
  void whoIsSilentIsWaitedForThreeSecondsAndNobodyLonger() {
    environment
        .members()
        .list(
            node("a", 3).is(Manner.SILENT),
            node("b", 4),
            node("c", 5).losing(Request.Status.class, "RemoteException: no"));
    ask();
    environment.pass(3 * SECOND - 1);
    assertEquals(List.of(), found);
    environment.pass(1);

    assertEquals(List.of(4L), found);
  }

  @Test
  void manyAreNotAskedAllAtOnce() {
    environment
        .members()
        .list(IntStream.range(0, 500).mapToObj(i -> node("n" + i, i)).toArray(TestPeer[]::new));
    ask();
    environment.pass(3 * SECOND);

    assertEquals(List.of(499L), found);
    int most = environment.network().mostUnderWay();
    assertTrue(most <= CallPacer.MOST_AT_ONCE, most + " at once");
  }
}
