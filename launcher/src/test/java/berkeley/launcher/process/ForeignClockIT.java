package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.Outcome;
import berkeley.example.OwnClock;
import berkeley.transport.ticks.HostTicks;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A foreign clock, with the two methods of the contract and nothing else. */
final class ForeignClockIT {

  @RegisterExtension final Rig rig = new Rig();

  private final TenLines foreign = new TenLines();

  @BeforeEach
  void itIsBoundByItsOwnProgram() throws Exception {
    rig.startRegistry();
    Registry registry = LocateRegistry.getRegistry("127.0.0.1", rig.registry().port());
    registry.bind("foreign", UnicastRemoteObject.exportObject(foreign, 0));
  }

  @AfterEach
  void itLeaves() throws Exception {
    UnicastRemoteObject.unexportObject(foreign, true);
  }

  @Test
  void itTakesPartInEveryRound() throws Exception {
    rig.startSlave("a", "--offset=2s").ready();
    RunningCommand master = rig.startMaster();

    Rig.soon().until(() -> Rig.newestOutcomes(master).get("foreign") == Outcome.ACCEPTED);
    Rig.soon().until(() -> Math.abs(offsetAgainstMaster()) < Duration.ofMillis(2).toNanos());
    assertEquals("foreign", rig.survey().foreign().get(0).id());
  }

  @Test
  void itIsToldWhatItBreaksAndAClockThatTakesTermsAndRoundsIntoAccountBreaksNothing()
      throws Exception {
    OwnClock sound = new OwnClock(System.currentTimeMillis() * 1_000_000L);
    LocateRegistry.getRegistry("127.0.0.1", rig.registry().port())
        .bind("sound", UnicastRemoteObject.exportObject(sound, 0));
    RunningCommand breaks = rig.start("conformance", "--registry=" + rig.registry(), "foreign");
    RunningCommand keeps = rig.start("conformance", "--registry=" + rig.registry(), "sound");

    assertEquals(1, breaks.exitCode(), breaks::toString);
    assertTrue(breaks.out().stream().anyMatch(line -> line.contains("remember the newest term")));
    assertEquals(0, keeps.exitCode(), keeps::toString);
    UnicastRemoteObject.unexportObject(sound, true);
  }

  private long offsetAgainstMaster() throws InterruptedException {
    var master = rig.survey().leader().orElseThrow().reading();
    long mine = foreign.getTime() - HostTicks.now();
    return mine - (master.timeNanos() - master.ticksNanos());
  }

  private static final class TenLines implements ClockRemote {

    private final AtomicLong shift = new AtomicLong(1_700_000_000_000_000_000L);

    @Override
    public long getTime() {
      return HostTicks.now() + shift.get();
    }

    @Override
    public void adjust(Adjustment delta) {
      shift.addAndGet(delta.deltaNanos());
    }
  }
}
