package berkeley.harness.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.StaleTermException;
import berkeley.harness.conformance.Finding.Kind;
import java.rmi.RemoteException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Clocks as people write them, in virtual time, and what they are told about them. */
final class ClockExaminerTest {

  private static final long NOW = 1_764_000_000_000_000_000L;

  /** Each reading of the counter takes a microsecond. */
  private final AtomicLong ticks = new AtomicLong(5_000_000_000L);

  private long host() {
    return ticks.addAndGet(1_000);
  }

  private List<Finding> examine(ClockRemote clock) throws InterruptedException {
    return new ClockExaminer("mine", clock, () -> NOW, this::host, ticks::addAndGet).examine();
  }

  private List<String> wrong(ClockRemote clock) throws InterruptedException {
    return examine(clock).stream()
        .filter(each -> each.kind() == Kind.BROKEN)
        .map(Finding::sentence)
        .toList();
  }

  /** A clock that keeps the contract; each test takes something away from it. */
  private class Sound implements ClockRemote {

    private long shift = NOW - ticks.get();
    private long term;
    private long round;

    @Override
    public synchronized long getTime() throws RemoteException {
      return host() + shift;
    }

    @Override
    public synchronized void adjust(Adjustment given) throws RemoteException {
      if (given.term() < term) {
        throw new StaleTermException(given.term(), term, "");
      }
      if (given.term() == term && given.round() <= round) {
        return;
      }
      add(given.deltaNanos());
      term = given.term();
      round = given.round();
    }

    void add(long nanos) {
      shift += nanos;
    }
  }

  @Test
  void aSoundClockKeepsTheContractAndIsLeftWhereItWas() throws InterruptedException {
    Sound clock = new Sound();
    long before = clock.shift;

    List<Finding> findings = examine(clock);

    assertEquals(
        List.of("adjust"),
        findings.stream().filter(each -> each.kind() != Kind.KEPT).map(Finding::subject).toList(),
        findings::toString);
    assertEquals(8, findings.size(), findings::toString);
    assertTrue(Math.abs(clock.shift - before) < 1_000_000, findings::toString);
  }

  @Test
  void aSoundClockThatObeyedAMasterBeforeIsTriedInANewerTerm() throws InterruptedException {
    Sound clock = new Sound();
    clock.term = 41;

    assertEquals(List.of(), wrong(clock));
    assertEquals(42, clock.term);
  }

  @Test
  void millisecondsAreRecognised() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              public synchronized long getTime() throws RemoteException {
                return super.getTime() / 1_000_000;
              }
            });

    assertTrue(
        wrong.get(0).contains("looks like milliseconds: multiply by 1_000_000"), wrong::toString);
    assertEquals(1, wrong.size(), wrong::toString);
  }

  @Test
  void aClockOfMillisecondsInNanosecondsIsSoundAndCoarse() throws InterruptedException {
    List<Finding> findings =
        examine(
            new Sound() {
              @Override
              public synchronized long getTime() throws RemoteException {
                return super.getTime() / 1_000_000 * 1_000_000;
              }
            });

    assertTrue(findings.stream().noneMatch(each -> each.kind() == Kind.BROKEN), findings::toString);
    assertTrue(
        findings.stream().anyMatch(each -> each.sentence().contains("in steps of 1.00 ms")),
        findings::toString);
  }

  @Test
  void aStoredValueIsRecognised() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              public synchronized long getTime() {
                return NOW;
              }
            });

    assertTrue(wrong.get(0).contains("did not advance at all"), wrong::toString);
  }

  @Test
  void aClockThatFailsIsNotCorrected() throws InterruptedException {
    List<Finding> findings =
        examine(
            new Sound() {
              @Override
              public synchronized long getTime() throws RemoteException {
                throw new RemoteException("not today");
              }
            });

    assertTrue(findings.get(0).sentence().contains("not today"), findings::toString);
    assertEquals(Kind.UNTRIED, findings.get(1).kind());
  }

  @Test
  void theOtherSignIsRecognised() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              void add(long nanos) {
                super.add(-nanos);
              }
            });

    assertTrue(wrong.get(0).contains("the other way"), wrong::toString);
  }

  @Test
  void aDeltaTakenForMillisecondsIsRecognised() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              void add(long nanos) {
                super.add(nanos * 1_000_000);
              }
            });

    assertTrue(wrong.get(0).contains("1000000 times as much"), wrong::toString);
  }

  @Test
  void anEmptyAdjustIsRecognised() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              public synchronized void adjust(Adjustment given) {}
            });

    assertTrue(wrong.get(0).contains("it did not move"), wrong::toString);
  }

  @Test
  void aClockThatIsSetToTheTargetIsRecognised() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              public synchronized void adjust(Adjustment given) throws RemoteException {
                add(given.targetNanos() - getTime());
              }
            });

    assertTrue(wrong.get(0).contains("readingNanos + deltaNanos"), wrong::toString);
  }

  @Test
  void theTenLinesThatAddEverythingBreakTwoPromises() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              public synchronized void adjust(Adjustment given) {
                add(given.deltaNanos());
              }
            });

    assertEquals(2, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).contains("the same term and round was applied again"));
    assertTrue(wrong.get(1).contains("a master that was replaced"), wrong::toString);
  }

  @Test
  void aRefusalOfAnotherKindIsNotOne() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              public synchronized void adjust(Adjustment given) throws RemoteException {
                try {
                  super.adjust(given);
                } catch (StaleTermException e) {
                  throw new RemoteException("old");
                }
              }
            });

    assertEquals(1, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).contains("threw RemoteException: old"), wrong::toString);
  }

  @Test
  void anAdjustThatThrowsIsTold() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Sound() {
              @Override
              public synchronized void adjust(Adjustment given) {
                throw new UnsupportedOperationException("later");
              }
            });

    assertTrue(wrong.get(0).contains("UnsupportedOperationException: later"), wrong::toString);
  }

  @Test
  void aClockThatSlewsIsTriedWithWhatItCanDo() throws InterruptedException {
    List<Finding> findings = examine(new Slewing());

    assertTrue(findings.stream().noneMatch(each -> each.kind() == Kind.BROKEN), findings::toString);
    assertTrue(
        findings.stream().anyMatch(each -> each.sentence().contains("it slews")),
        findings::toString);
  }

  @Test
  void aClockThatSlewsMustNotAddToWhatIsLeft() throws InterruptedException {
    Slewing clock = new Slewing();
    clock.adds = true;

    List<String> wrong = wrong(clock);
    assertTrue(wrong.get(0).contains("never adds to it"), wrong::toString);
  }

  /** Goes to its target at 500 ppm, as our nodes do. */
  private final class Slewing implements ClockRemote {

    private static final double RATE = 500e-6;

    private final NavigableMap<Long, Double> shifts = new TreeMap<>();
    private double shift = NOW - ticks.get();
    private double left;
    private long at = ticks.get();
    private long term;
    private long round;
    private boolean adds;

    private long now() {
      long now = host();
      double step = Math.copySign(Math.min(Math.abs(left), (now - at) * RATE), left);
      shift += step;
      left -= step;
      at = now;
      return now;
    }

    @Override
    public synchronized long getTime() {
      long reading = now() + Math.round(shift);
      shifts.put(reading, shift);
      return reading;
    }

    @Override
    public synchronized void adjust(Adjustment given) {
      if (given.term() < term) {
        throw new StaleTermException(given.term(), term, "");
      }
      if (given.term() > term || given.round() > round) {
        term = given.term();
        round = given.round();
        now();
        left =
            adds
                ? left + given.deltaNanos()
                : shifts.floorEntry(given.readingNanos()).getValue() + given.deltaNanos() - shift;
      }
    }
  }
}
