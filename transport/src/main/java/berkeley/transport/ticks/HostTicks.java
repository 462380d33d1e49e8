package berkeley.transport.ticks;

import berkeley.api.environment.Ticks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The host's counter, as all of this process reads it: stamps of sockets, deadlines of calls and
 * the clocks of its nodes.
 *
 * <p><b>Problem.</b> {@link System#nanoTime} is CLOCK_MONOTONIC on Linux, whose rate an NTP daemon
 * changes: ntpd by up to 500 ppm, chrony by more. Bounds that rest on a steady rate are wrong then.
 *
 * <p><b>Idea.</b> CLOCK_MONOTONIC_RAW is the same hardware's counter, which nobody steers. It is
 * read where it can be: on Linux, from Java 22 on, where this code has been granted native access.
 * Everywhere else it is {@link System#nanoTime}, and {@link #mayBeSteered} says whether that is to
 * be reckoned with. The choice is made once in the life of a process: two counters differ by any
 * amount, so what has been stamped by one must never be compared with the other.
 *
 * <p>Where native access is granted, CLOCK_BOOTTIME tells how long the host was suspended.
 *
 * <p>Safe for use by several threads; reading takes no lock.
 */
public final class HostTicks implements Ticks {

  /** The source on Linux from Java 22 on, with native access. */
  public static final String RAW = "CLOCK_MONOTONIC_RAW";

  /** The source elsewhere. */
  public static final String NANO_TIME = "System.nanoTime";

  private static final Optional<String> NOT_RAW =
      PosixClocks.missing()
          .or(
              () ->
                  PosixClocks.has(PosixClocks.MONOTONIC_RAW)
                      ? Optional.empty()
                      : Optional.of("this kernel has no CLOCK_MONOTONIC_RAW"));

  private static final boolean IS_RAW = NOT_RAW.isEmpty();
  private static final Optional<SuspensionMeter> SUSPENSION =
      PosixClocks.has(PosixClocks.BOOTTIME)
          ? Optional.of(
              new SuspensionMeter(
                  now(),
                  () -> PosixClocks.nanos(PosixClocks.MONOTONIC),
                  () -> PosixClocks.nanos(PosixClocks.BOOTTIME)))
          : Optional.empty();

  private static final HostTicks COUNTER = new HostTicks();

  private HostTicks() {}

  /** Returns the host's counter. */
  public static HostTicks counter() {
    return COUNTER;
  }

  /** Returns the host's counter now, in nanoseconds. */
  public static long now() {
    return IS_RAW ? PosixClocks.nanos(PosixClocks.MONOTONIC_RAW) : System.nanoTime();
  }

  /** Returns why {@link #RAW} is not read; empty if it is. */
  public static Optional<String> whyNotRaw() {
    return NOT_RAW;
  }

  /** Returns whether an NTP daemon on this host may change the counter's rate. */
  public static boolean mayBeSteered() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    // mach_absolute_time and QueryPerformanceCounter, which nanoTime is there, are not disciplined.
    return !IS_RAW && !os.startsWith("mac") && !os.startsWith("windows");
  }

  /**
   * Returns the options by which a JVM on the same class path reads the same counter as this one.
   */
  public static List<String> jvmOptions() {
    return IS_RAW ? List.of("--enable-native-access=ALL-UNNAMED") : List.of();
  }

  @Override
  public long hostNanos() {
    return now();
  }

  @Override
  public long suspendedNanos(long hostNanos) {
    return SUSPENSION.isPresent() ? SUSPENSION.get().totalAt(hostNanos) : NOT_TOLD;
  }

  @Override
  public String source() {
    return IS_RAW ? RAW : NANO_TIME;
  }
}
