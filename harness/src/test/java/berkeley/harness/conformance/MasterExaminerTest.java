package berkeley.harness.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.harness.conformance.Finding.Kind;
import berkeley.harness.console.CommandFailure;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Masters as people write them, round by round, and what they are told. */
final class MasterExaminerTest {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final int ROUNDS = 8;
  private static final int IDLE_LOOKS = 8;
  private static final long LOOK_MILLIS = 100;

  private final Map<String, ClockRemote> registry = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "a master under test");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Future<?>> round = Optional.empty();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private List<Finding> examine(Own master) throws InterruptedException {
    return new MasterExaminer(
            registry::put,
            List.of("a", "b", "c"),
            System::nanoTime,
            (condition, limit) -> leads(master, condition),
            LIMIT,
            LIMIT)
        .examine();
  }

  /** Lets the master lead rounds until the condition holds; gives up when it hangs or dies. */
  private boolean leads(Own master, BooleanSupplier condition) throws InterruptedException {
    int idle = 0;
    for (int rounds = 0; rounds < ROUNDS && idle < IDLE_LOOKS && !master.dead; ) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Future<?> running = round.orElseGet(() -> threads.submit(master::lead));
      round = Optional.of(running);
      try {
        running.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        round = Optional.empty();
        rounds++;
      } catch (TimeoutException e) {
        idle++;
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      }
    }
    return condition.getAsBoolean();
  }

  private List<String> wrong(Own master) throws InterruptedException {
    return examine(master).stream()
        .filter(each -> each.kind() == Kind.BROKEN)
        .map(Finding::sentence)
        .toList();
  }

  /** A master that does all that it should; each test takes something away from it. */
  private class Own {

    private long round;

    private boolean dead;

    void lead() {
      try {
        round();
      } catch (RemoteException | InterruptedException e) {
        dead = true;
      }
    }

    void round() throws RemoteException, InterruptedException {
      Map<String, Long> readings = new LinkedHashMap<>();
      Map<String, Long> offsets = new LinkedHashMap<>();
      for (String name : members()) {
        long sent = System.nanoTime();
        try {
          long reading = read(registry.get(name));
          long rtt = System.nanoTime() - sent;
          readings.put(name, reading);
          offsets.put(name, reading - sent - rtt / 2);
        } catch (RemoteException e) {
          failed(e);
        }
      }
      if (offsets.isEmpty()) {
        return;
      }
      long base = offsets.values().iterator().next();
      long average =
          base + (long) offsets.values().stream().mapToLong(o -> o - base).average().orElse(0);
      round++;
      for (String name : offsets.keySet()) {
        long delta = delta(average - offsets.get(name));
        registry
            .get(name)
            .adjust(new Adjustment(delta, 1_000, readings.get(name), 1, number(round), 2_000, "m"));
      }
    }

    List<String> members() {
      return registry.keySet().stream().sorted().toList();
    }

    long read(ClockRemote clock) throws RemoteException, InterruptedException {
      Future<Long> answer = threads.submit(clock::getTime);
      try {
        return answer.get(20, TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new RemoteException("no answer", e);
      }
    }

    /** Goes on; one that does not throws again. */
    void failed(RemoteException failure) throws RemoteException {
      if (failure.getMessage() == null) {
        throw failure;
      }
    }

    long delta(long right) {
      return right;
    }

    long number(long right) {
      return right;
    }
  }

  @Test
  void aSoundMasterKeepsTheContract() throws InterruptedException {
    List<Finding> findings = examine(new Own());

    assertTrue(findings.stream().noneMatch(each -> each.kind() == Kind.BROKEN), findings::toString);
    assertTrue(
        findings.get(findings.size() - 1).sentence().contains("as a plain average does"),
        findings::toString);
  }

  @Test
  void aMasterThatDiesOfAnExceptionIsTold() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Own() {
              @Override
              void failed(RemoteException failure) throws RemoteException {
                throw failure;
              }
            });

    assertEquals(2, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).contains("throws RemoteException stops the rounds"), wrong::toString);
    assertTrue(wrong.get(1).contains("is not corrected again"), wrong::toString);
  }

  @Test
  void aMasterThatWaitsForEverIsTold() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Own() {
              @Override
              long read(ClockRemote clock) throws RemoteException {
                return clock.getTime();
              }
            });

    assertEquals(1, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).contains("give each call a deadline"), wrong::toString);
  }

  @Test
  void theOtherSignIsTold() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Own() {
              @Override
              long delta(long right) {
                return -right;
              }
            });

    assertTrue(wrong.get(0).contains("have to be moved to one"), wrong::toString);
  }

  @Test
  void roundsThatDoNotCountAreTold() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Own() {
              @Override
              long number(long right) {
                return 0;
              }
            });

    assertEquals(1, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).contains("rounds count up"), wrong::toString);
  }

  @Test
  void aMasterThatKnowsTwoOfThreeIsTold() throws InterruptedException {
    List<String> wrong =
        wrong(
            new Own() {
              @Override
              List<String> members() {
                List<String> some = new ArrayList<>(super.members());
                some.remove("b");
                return some;
              }
            });

    assertEquals(1, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).startsWith("b is in the registry"), wrong::toString);
  }

  @Test
  void withoutAMasterThereIsNothingToSay() {
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () ->
                new MasterExaminer(
                        registry::put,
                        List.of("a", "b", "c"),
                        System::nanoTime,
                        MasterExaminer::inRealTime,
                        Duration.ZERO,
                        LIMIT)
                    .examine());

    assertEquals(3, failure.exitCode());
  }
}
