package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.harness.keys.TestKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A group that elects its master, with a slave that pushes, below a root; all under TLS. */
@Tag("full")
@Timeout(180)
final class ElectedTreeIT {

  private static final long CLOSE_NANOS = 2_000_000;
  private static final long ORDER_NANOS = 200_000;

  @TempDir private Path folder;

  @RegisterExtension final Rig rig = new Rig();

  private final Map<String, RunningCommand> running = new HashMap<>();

  /** A node's status, with its time relative to the ticks that all share. */
  private record Seen(String role, String state, long term, long time, long bound) {

    static Seen of(Map<?, ?> node) {
      return new Seen(
          (String) node.get("role"),
          (String) node.get("state"),
          number(node, "term"),
          number(node, "time_ns") - number(node, "ticks_ns"),
          number(node, "error_bound_ns"));
    }

    private static long number(Map<?, ?> node, String key) {
      return node.get(key) instanceof Number value ? value.longValue() : Long.MAX_VALUE;
    }
  }

  @Test
  void whoeverIsElectedFollowsTheRootAndAnOrderAtTheTopReachesAll() throws Exception {
    TestKeys authority = new TestKeys(folder);
    for (String name : List.of("root", "e1", "e2", "e3", "p")) {
      authority.node(name);
    }
    authority.operator();
    RunningCommand root =
        rig.start(
            "master",
            "--id=root",
            "--own-registry",
            "--port=" + Rig.freePort(),
            "--period=500ms",
            tls());
    rig.useRegistry(root.ready().port());
    for (String id : List.of("e1", "e2", "e3")) {
      running.put(
          id,
          rig.startSlave(
              id,
              "--electable",
              "--cluster=east",
              "--upstream=" + rig.registry(),
              "--upstream-wait=60s",
              "--period=500ms",
              "--offset=-1s",
              tls()));
    }
    rig.startSlave("p", "--cluster=east", "--push=250ms", "--offset=2s", tls());
    Tree first = awaitTree(4, 0);

    RunningCommand refused =
        rig.start(
            "step-down",
            "--cluster=east",
            "--registry=" + rig.registry(),
            "--tls=" + folder.resolve("e1"),
            Rig.PATIENT);
    assertEquals(1, refused.exitCode(), refused::toString);
    assertTrue(refused.err().get(0).contains("is for operators to give"), refused::toString);

    RunningCommand order =
        rig.start(
            "set-time",
            "+200us",
            "--wait",
            "--registry=" + rig.registry(),
            operator(),
            Rig.PATIENT);
    assertEquals(0, order.exitCode(), order::toString);
    Tree moved = awaitTree(4, 0);
    long gained = moved.root().time() - first.root().time();
    assertTrue(Math.abs(gained - ORDER_NANOS) < 50, () -> gained + " ns");
    assertEquals(first.leader(), moved.leader(), "what was refused has changed nothing");
    String leaf = first.leader().equals("e1") ? "e2" : "e1";
    Rig.soon()
        .until(
            () -> look("--cluster=east").get(leaf).time() - first.group().get(leaf).time(),
            gain -> gain > ORDER_NANOS * 3 / 4);

    running.get(moved.leader()).signal("KILL");
    awaitTree(3, moved.term());
  }

  private String tls() {
    return "--tls=" + folder;
  }

  private String operator() {
    return "--tls=" + folder.resolve("operator");
  }

  private Map<String, Seen> look(String... more) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("status", "--json", "--registry=" + rig.registry(), operator()));
    line.addAll(List.of(more));
    RunningCommand status = rig.start(line.toArray(String[]::new));
    if (status.exitCode() != 0) {
      return Map.of(); // too early
    }
    Map<String, Seen> all = new HashMap<>();
    for (Object each : (List<?>) status.document().get("nodes")) {
      Map<?, ?> node = (Map<?, ?>) each;
      if (node.containsKey("ticks_ns")) {
        all.put((String) node.get("id"), Seen.of(node));
      }
    }
    return all;
  }

  /** The status of a group and its root. */
  private record Tree(Map<String, Seen> group, Map<String, Seen> top) {

    Seen root() {
      return top.get("root");
    }

    /** Returns the group's master, if it is the root's only slave. */
    String leader() {
      return group.keySet().stream()
          .filter(id -> group.get(id).role().equals("MASTER"))
          .filter(id -> top.keySet().equals(Set.of("root", id)))
          .findFirst()
          .orElse("");
    }

    long term() {
      return group.get(leader()).term();
    }

    boolean isTogether() {
      return group.values().stream()
          .allMatch(
              node ->
                  node.state().equals("SYNCHRONISED")
                      && Math.abs(node.time() - root().time()) < CLOSE_NANOS);
    }
  }

  /** Waits until group and root are synchronised under a master of a later term; checks bounds. */
  private Tree awaitTree(int nodes, long afterTerm) {
    Tree tree =
        Rig.soon()
            .until(
                () -> {
                  Map<String, Seen> group = look("--cluster=east");
                  return new Tree(group, group.size() == nodes ? look() : Map.of());
                },
                seen -> !seen.leader().isEmpty() && seen.term() > afterTerm && seen.isTogether());
    tree.group()
        .forEach(
            (id, node) -> {
              long off = node.time() - tree.root().time();
              assertTrue(
                  Math.abs(off) <= node.bound(), () -> id + " is off by " + off + ": " + node);
            });
    return tree;
  }
}
