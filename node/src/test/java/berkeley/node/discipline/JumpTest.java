package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.node.clock.Line;
import berkeley.node.discipline.Exchanges.Exchange;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the servo makes of samples that contradict what it knows. */
class JumpTest {

  private static final long MS = 1_000_000;

  private final Exchanges world = new Exchanges(1, 10_000);
  private final Servo servo = EdgeServoTest.newServo();

  @Test
  void a_jump_is_doubted_once_and_then_followed() {
    world.into(servo, 100);
    Line known = servo.estimate();
    world.jump(MS);
    world.into(servo, 1);
    assertEquals(known, servo.estimate());
    world.into(servo, 1);
    assertEquals(0, world.errorOf(servo), 20_000);
    assertEquals(known.rateRatio(), servo.estimate().rateRatio(), 1e-6);
    world.into(servo, 60);
    assertEquals(0, world.errorOf(servo), 2_000);
  }

  @Test
  void a_jump_that_is_expected_is_followed_at_once() {
    world.into(servo, 100);
    Line known = servo.estimate();
    servo.expectJump();
    world.next().falseBy(3_000 * MS).into(servo);

    long moved = servo.estimate().at(known.ticksNanos()) - known.timeNanos();
    assertEquals(3_000.0 * MS, (double) moved, 100_000);
    assertEquals(known.rateRatio(), servo.estimate().rateRatio(), 1e-6);
  }

  @Test
  void one_false_sample_alone_changes_nothing() {
    Servo untold = EdgeServoTest.newServo();
    for (int i = 0; i < 200; i++) {
      Exchange exchange = world.next();
      if (i > 20 && i % 10 == 0) {
        exchange.falseBy(i % 20 == 0 ? -MS : 3_600_000 * MS).into(servo);
      } else {
        exchange.into(servo);
        exchange.into(untold);
      }
      assertEquals(untold.estimate(), servo.estimate(), "sample " + i);
    }
  }

  @Test
  void two_false_samples_and_the_truth_again_leave_no_mark() {
    world.into(servo, 100);
    world.next().falseBy(3_000 * MS).into(servo);
    world.next().falseBy(3_000 * MS).into(servo);
    world.into(servo, 2);
    assertEquals(0, world.errorOf(servo), 30_000);
  }

  @Test
  void false_samples_that_contradict_each_other_prove_nothing() {
    world.into(servo, 100);
    Line known = servo.estimate();
    for (int i = 1; i <= 5; i++) {
      world.next().falseBy(i * 3_600_000L * MS).into(servo);
      assertEquals(known, servo.estimate());
    }
    world.into(servo, 1);
    assertEquals(0, world.errorOf(servo), 2_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 11, 12, 13})
  void a_jump_among_the_first_samples_is_followed_like_any_other(int before) {
    for (long jump : new long[] {MS, 3 * MS, 40 * MS, -1_000 * MS, 3_600_000 * MS}) {
      for (int seed = 0; seed < 8; seed++) {
        Exchanges early = new Exchanges(seed, 10_000);
        Servo starting = EdgeServoTest.newServo();
        early.into(starting, before);
        early.jump(jump);
        early.into(starting, 60);
        String name = "jump of " + jump + " ns after " + before + " samples, seed " + seed;
        assertEquals(0, early.errorOf(starting), 20_000, name);
      }
    }
  }

  /** As a host that was suspended, and then out of reach, sees it. */
  @Test
  void two_jumps_far_apart_are_not_taken_for_a_frequency() {
    world.into(servo, 100);
    world.jump(1_000 * MS);
    world.into(servo, 1);
    world.pause(240);
    world.jump(-26_000 * MS);
    world.into(servo, 1);
    assertEquals(0, servo.estimate().rateRatio(), 1e-3);
    world.into(servo, 20);
    assertEquals(0, servo.estimate().rateRatio(), 1e-3);
    assertEquals(0, world.errorOf(servo), 30_000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 5e-3, 1e-2, -3e-2, 0.1})
  void an_oscillator_beyond_all_expectation_is_followed_too(double ratio) {
    for (int seed = 0; seed < 20; seed++) {
      Exchanges wild = new Exchanges(seed, 1_000, ratio);
      Servo following = EdgeServoTest.newServo();
      wild.into(following, 30);
      assertEquals(0, wild.errorOf(following), 2_000, "seed " + seed);
    }
  }

  @Property(tries = 500)
  void whatever_it_is_fed_it_answers_with_a_line(@ForAll("anything") List<Exchange> exchanges) {
    Servo fed = EdgeServoTest.newServo();
    long ticks = 0;
    for (Exchange exchange : exchanges) {
      ticks += exchange.ticks();
      fed.sample(ticks, exchange.cluster(), exchange.rtt());
      assertTrue(Math.abs(fed.estimate().rateRatio()) < 1);
    }
  }

  /** Provides exchanges whose ticks count from the sample before. */
  @Provide
  Arbitrary<List<Exchange>> anything() {
    Arbitrary<Long> ticks = Arbitraries.longs().between(1, 100 * Exchanges.SECOND);
    Arbitrary<Long> cluster =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-MS, MS),
            Arbitraries.longs().between(-10_000 * MS, 10_000 * MS),
            Arbitraries.longs().between(-Exchanges.EPOCH, Exchanges.EPOCH));
    Arbitrary<Long> rtt =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 100), Arbitraries.longs().between(0, 10_000 * MS));
    return Combinators.combine(ticks, cluster, rtt)
        .as(Exchange::new)
        .list()
        .ofMaxSize(60)
        .ofMinSize(1);
  }
}
