package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.TimeOrder;
import berkeley.api.wire.TimeOrder.Phase;
import berkeley.master.TimeOrderExecution.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeOrderExecutionTest {

  private static final long CHANGE = 1_000_000;
  private static final long WAIT = 2_500;

  private final TimeOrderExecution orders = new TimeOrderExecution(7, WAIT);
  private long now = 1_000;

  private Plan round(long left) {
    return orders.begin(now, left);
  }

  @Test
  void without_an_order_a_round_goes_on_as_ever() {
    assertEquals(Plan.NONE, round(0));
    assertFalse(orders.underWay());
    assertEquals(new TimeOrder(Phase.NONE, 7, 0, 0, 0, ""), orders.status());
  }

  @ParameterizedTest
  @ValueSource(longs = {CHANGE, -CHANGE})
  void an_order_moves_nothing_before_all_that_was_promised_has_run_out(long change) {
    TimeOrder taken = orders.accept(change, now);

    assertEquals(Phase.ANNOUNCED, taken.phase());
    assertTrue(taken.reason().contains("2.5 us"), taken::reason);
    now += WAIT - 1;
    assertEquals(new Plan(true, 0, false), round(0));
    now += 1;
    assertEquals(new Plan(true, change, true), round(0));
    assertEquals(new TimeOrder(Phase.MOVING, 7, change, change, 200, ""), orders.status());
  }

  @Test
  void it_moves_until_nothing_is_left() {
    move(CHANGE);

    assertEquals(new Plan(true, 0, true), round(400_000));
    assertEquals(400_000, orders.status().leftNanos());
    assertEquals(new Plan(false, 0, false), round(0));
    assertEquals(new TimeOrder(Phase.DONE, 7, CHANGE, 0, 200, ""), orders.status());
    assertFalse(orders.underWay());
  }

  @Test
  void an_order_of_nothing_ends_one_under_way_where_it_is() {
    move(CHANGE);
    orders.accept(0, now);

    assertEquals(new Plan(false, 0, false), round(500_000));
    assertEquals(Phase.DONE, orders.status().phase());
  }

  @Test
  void a_newer_order_replaces_one_that_moves_and_need_not_wait_again() {
    move(CHANGE);

    assertEquals(Phase.ANNOUNCED, orders.accept(-CHANGE, now).phase());
    assertEquals(new Plan(true, -CHANGE, true), round(500_000));
  }

  @Test
  void a_newer_order_replaces_one_that_waits_and_waits_itself() {
    orders.accept(CHANGE, now);
    now += WAIT / 2;
    orders.accept(-CHANGE, now);
    now += WAIT / 2;
    assertFalse(round(0).moving());
    now += WAIT / 2;
    assertEquals(-CHANGE, round(0).ownDeltaNanos());
  }

  @Test
  void an_order_may_take_a_day_and_no_longer() {
    long most = TimeOrderExecution.mostNanos();

    assertEquals(17_280_000_000L, most);
    assertEquals(most, orders.accept(most, now).changeNanos());
    assertEquals(-most, orders.accept(-most, now).changeNanos());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> orders.accept(2 * most, now));
    assertTrue(
        refused.getMessage().contains("at 200 ppm would take 2.0 days"), refused::getMessage);
    assertEquals(-most, orders.status().changeNanos(), "what was refused has changed nothing");
  }

  /** Takes an order until cluster time has been told to move by it. */
  private void move(long change) {
    orders.accept(change, now);
    now += WAIT;
    assertEquals(change, round(0).ownDeltaNanos());
  }
}
