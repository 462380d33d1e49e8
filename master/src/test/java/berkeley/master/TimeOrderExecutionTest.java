package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.TimeOrder;
import berkeley.api.wire.TimeOrder.Phase;
import berkeley.master.TimeOrderExecution.Plan;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeOrderExecutionTest {

  private static final long CHANGE = 1_000_000;
  private static final Set<String> NOBODY = Set.of();

  private final TimeOrderExecution orders = new TimeOrderExecution(7);

  @Test
  void without_an_order_a_round_goes_on_as_ever() {
    assertEquals(Plan.NONE, orders.begin(0));
    assertFalse(orders.underWay());
    assertEquals(new TimeOrder(Phase.NONE, 7, 0, 0, 0, ""), orders.status());
  }

  @ParameterizedTest
  @ValueSource(longs = {CHANGE, -CHANGE})
  void an_order_is_announced_before_the_clock_moves_by_it(long change) {
    TimeOrder taken = orders.accept(change);

    assertEquals(new TimeOrder(Phase.ANNOUNCED, 7, change, change, 200, ""), taken);
    assertTrue(orders.underWay());
    assertEquals(new Plan(1, true, 0, false), round(0));
    assertEquals(new Plan(1, true, 0, false), round(0));
    assertEquals(new Plan(1, true, change, true), orders.begin(0));
    assertEquals(Phase.MOVING, orders.status().phase());
  }

  @Test
  void two_rounds_in_a_row_must_reach_everybody() {
    orders.accept(CHANGE);
    round(0);
    orders.begin(0);
    orders.ended(new TreeSet<>(Set.of("b", "a")));

    assertEquals("not heard of it: a, b", orders.status().reason());
    round(0);
    assertEquals("", orders.status().reason());
    assertFalse(round(0).moving(), "one round has reached everybody since");
    assertTrue(orders.begin(0).moving());
  }

  @Test
  void a_round_that_had_begun_before_the_order_does_not_count() {
    orders.accept(CHANGE);
    orders.ended(NOBODY);
    round(0);

    assertFalse(round(0).moving());
    assertTrue(orders.begin(0).moving());
  }

  @Test
  void the_clock_moves_until_it_is_within_two_nanoseconds() {
    move(CHANGE);

    assertEquals(new Plan(1, true, 0, true), round(400_000));
    assertEquals(400_000, orders.status().leftNanos());
    assertEquals(new Plan(1, true, 0, true), round(-3));
    assertEquals(new Plan(1, true, 0, false), round(2));
    assertEquals(new TimeOrder(Phase.SETTLING, 7, CHANGE, 0, 200, ""), orders.status());
  }

  @Test
  void the_announcement_stands_until_the_members_have_found_the_old_rate_again() {
    move(CHANGE);
    round(0);
    for (int i = 0; i < 30; i++) {
      assertTrue(round(0).underWay(), "round " + i + " of settling");
      assertTrue(orders.underWay());
    }

    assertEquals(new Plan(1, false, 0, false), round(0));
    assertEquals(Phase.DONE, orders.status().phase());
    assertFalse(orders.underWay());
  }

  @Test
  void an_order_that_does_not_reach_everybody_in_ten_rounds_is_given_up() {
    orders.accept(CHANGE);
    for (int i = 0; i < 10; i++) {
      orders.begin(0);
      orders.ended(Set.of("c"));
      assertEquals(Phase.ANNOUNCED, orders.status().phase());
    }

    assertEquals(new Plan(1, true, 0, false), orders.begin(0));
    assertEquals(
        new TimeOrder(Phase.ABANDONED, 7, CHANGE, CHANGE, 200, "not heard of it: c"),
        orders.status());
    assertTrue(orders.underWay(), "it may have replaced one under way");
    for (int i = 0; i < 30; i++) {
      assertTrue(round(0).underWay(), "round " + i + " since");
    }
    assertFalse(round(0).underWay());
    assertFalse(orders.underWay());
  }

  @Test
  void an_order_of_nothing_ends_one_under_way_and_settles() {
    move(CHANGE);
    orders.accept(0);
    round(0);
    round(0);

    assertEquals(new Plan(2, true, 0, false), orders.begin(0));
    assertEquals(Phase.SETTLING, orders.status().phase());
  }

  @Test
  void a_newer_order_replaces_one_under_way_and_is_announced_anew() {
    move(CHANGE);

    assertEquals(Phase.ANNOUNCED, orders.accept(-CHANGE).phase());
    assertEquals(new Plan(2, true, 0, false), round(500_000));
    assertEquals(-CHANGE, orders.status().leftNanos());
  }

  @Test
  void the_master_moves_at_the_declared_rate_and_only_then() {
    assertEquals(200, new Plan(1, true, CHANGE, true).ownSlewPpm());
    assertEquals(0, new Plan(1, true, 0, false).ownSlewPpm());
  }

  @Test
  void an_order_may_take_a_day_and_no_longer() {
    long most = TimeOrderExecution.mostNanos();

    assertEquals(17_280_000_000L, most);
    assertEquals(most, orders.accept(most).changeNanos());
    assertEquals(-most, orders.accept(-most).changeNanos());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> orders.accept(2 * most));
    assertTrue(
        refused.getMessage().contains("at 200 ppm would take 2.0 days"), refused::getMessage);
    assertEquals(2, orders.begin(0).number(), "what was refused has changed nothing");
  }

  /** A round that reaches everybody. */
  private Plan round(long clockLeftNanos) {
    Plan plan = orders.begin(clockLeftNanos);
    orders.ended(NOBODY);
    return plan;
  }

  /** Takes an order until the clock has been told to move by it. */
  private void move(long change) {
    orders.accept(change);
    round(0);
    round(0);
    assertEquals(change, round(0).ownDeltaNanos());
  }
}
