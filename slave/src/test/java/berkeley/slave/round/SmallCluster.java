package berkeley.slave.round;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.RoundReport;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Roster;
import berkeley.master.TimeOrderExecution;
import berkeley.transport.call.DeadlineExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A master called "m" in term 7 among clocks in this process, which Mockito plays. Each is right
 * but for its offset. The deadline is wide: only what hangs meets it.
 */
final class SmallCluster implements AutoCloseable {

  static final long TERM = 7;
  static final long HOUR = 3_600_000_000_000L;

  private static final Duration PERIOD = Duration.ofMinutes(5);

  final Roster roster = new Roster(ClockLimits.DEFAULT);
  final OwnClock master = new OwnClock();
  private final Map<String, ClockRemote> clocks = new TreeMap<>();
  private final Map<String, List<Adjustment>> corrections = new TreeMap<>();
  private final DeadlineExecutor calls = new DeadlineExecutor("test-round");
  private final RoundDriver runner;
  private long round;
  private boolean authorised = true;

  SmallCluster(String average) {
    this(average, PERIOD);
  }

  SmallCluster(String average, Duration deadline) {
    MasterSettings settings =
        MasterSettings.builder()
            .period(PERIOD)
            .deadline(deadline)
            .rttLimit(PERIOD)
            .samples(3)
            .average(average)
            .build();
    runner =
        new RoundDriver(
            "m", TERM, master, settings, calls, () -> authorised, new TimeOrderExecution(TERM));
  }

  /** A clock that answers, and writes down its corrections. */
  ClockRemote add(String id, long offset) throws Exception {
    // Called thousands of times, so Mockito is to record nothing; the corrections we keep
    // ourselves.
    ClockRemote clock = mock(ClockRemote.class, withSettings().stubOnly());
    List<Adjustment> received = new CopyOnWriteArrayList<>();
    doAnswer(call -> System.nanoTime() + offset).when(clock).getTime();
    doAnswer(
            call -> {
              received.add(call.getArgument(0, Adjustment.class));
              return null;
            })
        .when(clock)
        .adjust(any());
    clocks.put(id, clock);
    corrections.put(id, received);
    roster.update(Set.copyOf(clocks.keySet()), Map.of(id, clock));
    return clock;
  }

  RoundReport round() throws InterruptedException {
    return runner.run(++round, roster, Set.of()).orElseThrow();
  }

  /** Takes the mastership away from it, so that the next round must come to nothing. */
  Optional<RoundReport> roundWithoutAuthority() throws InterruptedException {
    authorised = false;
    return runner.run(++round, roster, Set.of());
  }

  /** What was sent to a clock, oldest first. */
  List<Adjustment> sentTo(String id) {
    return List.copyOf(corrections.get(id));
  }

  static MemberReport of(String id, RoundReport report) {
    return report.members().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    calls.close();
  }

  /** The master's own clock, a member of long standing that shows its host's ticks. */
  static final class OwnClock implements MasterClock {

    final List<Adjustment> received = new ArrayList<>();

    @Override
    public long ticks() {
      return System.nanoTime();
    }

    @Override
    public long timeAt(long ticks) {
      return ticks;
    }

    @Override
    public boolean newcomer() {
      return false;
    }

    @Override
    public long errorBoundNanos() {
      return 0;
    }

    @Override
    public void adjust(Adjustment delta) {
      received.add(delta);
    }
  }
}
