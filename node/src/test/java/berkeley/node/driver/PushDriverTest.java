package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MICRO;
import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Role;
import berkeley.node.driver.TestPeer.Manner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slave "n" sends its time each second; master "m" finds it a millisecond behind. */
class PushDriverTest {

  private static final long RTT = 50 * MICRO;

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final NodeUnderTest node = new NodeUnderTest(environment);
  private final PushDriver driver =
      new PushDriver(node.core, environment, Duration.ofSeconds(1), 8);
  private final TestPeer m = master("m");
  private final TestPeer slave = new TestPeer("a").takingPushes();
  private long round;
  private long term = 3;

  @AfterEach
  void end() {
    environment.close();
  }

  private TestPeer master(String name) {
    TestPeer master = new TestPeer(name).takingPushes();
    master.answer(
        Request.Status.class, asked -> master.status(NodeState.SYNCHRONISED, Role.MASTER, term));
    master.answer(
        Request.Push.class,
        push -> {
          PushedReading reading = push.reading();
          round++;
          return new Adjustment(
              reading.masterNanos() + MILLI - reading.readingNanos(),
              reading.rttNanos() / 2,
              reading.readingNanos(),
              term,
              round,
              reading.rttNanos(),
              name);
        });
    return master;
  }

  private long sent() {
    return environment.network().sentTo(Request.Push.class).size();
  }

  @Test
  void findsTheMasterReadsItsClockAndSendsBothTimes() {
    environment.members().list(slave, m);
    driver.start();
    environment.pass(SECOND - 1);
    assertEquals(List.of(), environment.members().readings());
    environment.pass(10 * MILLI);

    assertEquals(1, environment.members().readings().size());
    assertEquals(1, m.bursts());
    assertEquals(1, node.core.status().adjustments());
    PushedReading sent = m.asked(Request.Push.class).get(0).reading();
    assertEquals("n", sent.id());
    assertTrue(sent.newcomer());
    assertEquals(RTT, sent.rttNanos());
    assertEquals(sent.masterNanos(), sent.readingNanos(), "both were read at one instant");
    assertEquals(-MILLI, node.core.status().offsetNanos());
    assertEquals("m", node.core.status().master());
    assertEquals(List.of(), slave.asked(Request.Push.class));
    assertEquals(0, slave.bursts());
  }

  @Test
  void theAnswerIsAppliedAsItIs() {
    environment.members().list(m);
    driver.start();
    environment.pass(SECOND + 10 * RTT);

    long grown = node.clock.view().errorBoundNanos() - RTT / 2;
    assertTrue(grown > 0 && grown < MICRO, () -> grown + " ns more than it was told");
  }

  @Test
  void ofABurstTheQuickestProbeCounts() {
    environment.members().list(m);
    environment
        .network()
        .probing(
            400 * MICRO,
            100 * MICRO,
            250 * MICRO,
            400 * MICRO,
            400 * MICRO,
            400 * MICRO,
            400 * MICRO,
            400 * MICRO);
    driver.start();
    environment.pass(SECOND + 10 * MILLI);

    assertEquals(
        List.of(100 * MICRO),
        m.asked(Request.Push.class).stream().map(push -> push.reading().rttNanos()).toList());
  }

  @Test
  void aNewcomerPassesOverTwoSlowBursts() {
    environment.members().list(m.roundTrip(Duration.ofMillis(51)));
    driver.start();
    environment.pass(3 * SECOND);
    assertEquals(2, m.bursts());
    assertEquals(0, sent());

    environment.pass(SECOND + 500 * MILLI);
    assertEquals(3, m.bursts());
    assertEquals(1, node.core.status().adjustments());
    environment.pass(3 * SECOND);
    assertEquals(3, sent(), "it is no newcomer any more");
  }

  @Test
  void anAnswerThatCameTooLateIsNotApplied() {
    environment.members().list(m);
    driver.start();
    environment.pass(SECOND + 200 * MICRO);
    m.is(Manner.ANSWERS_LATE).roundTrip(Duration.ofMillis(1_100));
    environment.pass(2 * SECOND);

    assertEquals(1, sent());
    assertEquals(0, node.core.status().adjustments());
  }

  @Test
  void whoHasAMasterSendsItsTimeOnceInEachPeriod() {
    environment.members().list(m);
    driver.start();
    environment.pass(4 * SECOND + 500 * MILLI);

    assertEquals(4, sent());
    assertEquals(4, m.bursts());
    assertEquals(4, node.core.status().adjustments());
    assertEquals(1, environment.members().readings().size());
    assertTrue(!m.asked(Request.Push.class).get(1).reading().newcomer());
  }

  @Test
  void whoIsNoMasterOrTakesNoTimesIsPassedOver() {
    TestPeer plain = new TestPeer("b");
    TestPeer foreign = new TestPeer("c").takingPushes().foreign();
    TestPeer broken = new TestPeer("d").takingPushes().losing(Request.Status.class, "no");
    environment.members().list(slave, plain, foreign, broken, m);
    driver.start();
    environment.pass(SECOND + 10 * MILLI);

    assertEquals(List.of("a", "d", "m"), environment.network().sentTo(Request.Status.class));
    assertEquals(1, node.core.status().adjustments());
  }

  @Test
  void whereNobodyLeadsItLooksAgainInThePeriodAfter() {
    environment.members().list(slave);
    driver.start();
    environment.pass(3 * SECOND + 500 * MILLI);

    assertEquals(3, environment.members().readings().size());
    assertEquals(0, sent());
  }

  @Test
  void whoObeysANewerTermFallsSilentUntilTheMasterHasAskedIt() {
    node.core.hear(9, "x");
    environment.members().list(m);
    driver.start();
    try (LoggedLines log = new LoggedLines()) {
      environment.pass(3 * SECOND + 500 * MILLI);
      assertEquals(1, log.with("no correction for the time sent node=n"));
    }

    assertEquals(1, node.core.status().refusals());
    assertEquals(1, sent(), "the master asks who sends nothing, and learns the term");

    term = 10;
    node.core.hear(10, "m");
    environment.pass(SECOND);
    assertEquals(1, node.core.status().adjustments());
  }

  @Test
  void theSearchForAMasterEndsAfterASecond() {
    environment.members().list(slave.is(Manner.SILENT), m);
    driver.start();
    environment.pass(2 * SECOND);
    assertEquals(1, environment.members().readings().size());
    assertEquals(List.of("a"), environment.network().sentTo(Request.Status.class));

    environment.pass(SECOND);
    assertEquals(2, environment.members().readings().size());
  }

  @Test
  void whoLosesItsMasterComplainsOnceAndFindsTheNext() {
    environment.members().list(m);
    driver.start();
    environment.pass(SECOND + 500 * MILLI);
    try (LoggedLines log = new LoggedLines()) {
      m.is(Manner.GONE);
      environment.pass(4 * SECOND);
      assertEquals(1, log.with("no correction for the time sent node=n cause=ConnectException"));
    }
    assertEquals(1, node.core.status().adjustments());

    term = 4;
    environment.members().list(m, master("next"));
    environment.pass(SECOND);
    assertEquals("next", node.core.status().master());
    assertEquals(2, node.core.status().adjustments());
  }

  @Test
  void aMasterThatFailsAfterItsClockWasReadIsLookedForAgain() {
    environment.members().list(m);
    driver.start();
    m.losing(Request.Push.class, "RemoteException: lost");
    environment.pass(2 * SECOND + 100 * MILLI);

    assertEquals(0, node.core.status().adjustments());
    assertEquals(2, environment.members().readings().size());
  }

  @Test
  void itComplainsAgainAfterItHasBeenCorrectedMeanwhile() {
    environment.members().list(m);
    driver.start();
    try (LoggedLines log = new LoggedLines()) {
      for (int i = 0; i < 2; i++) {
        environment.pass(SECOND + 500 * MILLI);
        m.is(Manner.SILENT);
        environment.pass(5 * SECOND);
        m.is(Manner.ANSWERS);
        environment.pass(5 * SECOND);
      }
      assertEquals(2, log.with("no correction for the time sent node=n"));
    }
  }

  @Test
  void afterTheCloseNothingIsSentOrApplied() {
    environment.members().list(slave, m);
    driver.start();
    driver.close();
    environment.pass(5 * SECOND);

    assertEquals(List.of(), environment.members().readings());
    assertEquals(0, environment.pending());
  }

  @Test
  void aCloseEndsTheSearch() {
    environment.members().answerAfter(Duration.ofMillis(100));
    environment.members().list(slave, m);
    driver.start();
    environment.pass(SECOND + 50 * MILLI);
    driver.close();
    environment.pass(5 * SECOND);

    assertEquals(List.of(), environment.network().sent());
  }

  @Test
  void aCloseEndsTheQuestionsWhoLeads() {
    environment.members().list(slave, m);
    driver.start();
    environment.pass(SECOND + 75 * MICRO);
    assertEquals(List.of("a", "m"), environment.network().sentTo(Request.Status.class));
    driver.close();
    environment.pass(5 * SECOND);

    assertEquals(0, sent());
  }

  @Test
  void aCloseEndsTheMessages() {
    environment.members().list(m);
    driver.start();
    environment.pass(SECOND + 2 * RTT);
    assertEquals(1, m.bursts());
    driver.close();
    environment.pass(5 * SECOND);

    assertEquals(0, sent());
    assertEquals(0, node.core.status().adjustments());
  }
}
