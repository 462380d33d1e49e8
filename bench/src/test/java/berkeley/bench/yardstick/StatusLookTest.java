package berkeley.bench.yardstick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.bench.yardstick.StatusLook.Reading;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusLookTest {
  private static final long EPOCH = 1_795_998_816_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  /** A look at two nodes, the second a millisecond after the first. */
  private static StatusLook look(long ticks, long ahead, double rate) {
    long later = ticks + 1_000_000;
    return new StatusLook(
        Map.of(
            "a", new Reading(ticks, EPOCH + ticks + Math.round(rate * ticks), 1, false),
            "b", new Reading(later, EPOCH + later + Math.round(rate * later) + ahead, 1, true)));
  }

  @Test
  void a_document_of_status_gives_the_readings_of_those_that_are_synchronised() throws Exception {
    StatusLook look =
        StatusLook.parse(
            """
            {"term":1,"master":"b","nodes":[
             {"id":"a","role":"SLAVE","state":"SYNCHRONISED","ticks_ns":1258792356140,
              "time_ns":1795998816664864436,"error_bound_ns":51107,"frequency_ppm":3.2,"new":{}},
             {"id":"b","role":"MASTER","state":"SYNCHRONISED","ticks_ns":1258789697909,
              "time_ns":1795998816662210140,"error_bound_ns":0},
             {"id":"c","role":"SLAVE","state":"NEWCOMER"}],"unreachable":[]}
            """);
    assertEquals(Set.of("a", "b"), look.readings().keySet());
    assertEquals(
        new Reading(1258792356140L, 1795998816664864436L, 51107, true), look.readings().get("a"));
    assertEquals(1795997557872512231L, look.readings().get("b").offsetNanos());
  }

  @Test
  void a_document_without_a_key_is_refused_by_its_name() {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> StatusLook.parse("{\"nodes\":[{\"id\":\"a\",\"state\":\"SYNCHRONISED\"}]}"));
    assertEquals("no 'ticks_ns' in the nodes", refused.getMessage());
  }

  @Test
  void a_spread_of_nanoseconds_is_seen_in_times_of_half_a_century() {
    OptionalDouble spread = look(2 * SECOND, 137, 0).spreadNanos(look(SECOND, 137, 0), 2);
    assertEquals(137, spread.orElseThrow(), 1e-9);
  }

  @Test
  void a_cluster_that_runs_faster_than_the_counter_has_no_spread_for_that() {
    OptionalDouble spread = look(2 * SECOND, 137, 1e-4).spreadNanos(look(SECOND, 137, 1e-4), 2);
    // Without compensation the millisecond between the two readings would add 100 ns.
    assertEquals(137, spread.orElseThrow(), 1.5);
  }

  @Test
  void a_look_that_lacks_a_node_or_follows_one_that_did_tells_no_spread() {
    StatusLook whole = look(2 * SECOND, 137, 0);
    StatusLook lacking = new StatusLook(Map.of("a", new Reading(SECOND, EPOCH + SECOND, 1, true)));
    assertTrue(whole.spreadNanos(look(SECOND, 137, 0), 3).isEmpty());
    assertTrue(whole.spreadNanos(lacking, 2).isEmpty());
    assertTrue(lacking.spreadNanos(whole, 2).isEmpty());
  }
}
