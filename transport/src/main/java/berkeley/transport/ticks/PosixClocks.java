package berkeley.transport.ticks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Locale;
import java.util.Optional;

/**
 * Linux's clocks by their numbers: {@code clock_gettime} through Java's foreign-function interface.
 *
 * <p>The interface is there from Java 22 on and this class is compiled for 17, so it is found by
 * name; what comes of it is one constant method handle, which the compiler inlines. The call is
 * marked as critical: it takes a fraction of a microsecond and never blocks, so the thread need not
 * tell the collector that it is away, and the buffer may lie on the heap. Each thread has a buffer
 * of its own, made of the platform's types alone, so that a thread of an application server does
 * not hold on to this class.
 *
 * <p>Safe for use by several threads; reading takes no lock and, but for a thread's first,
 * allocates nothing.
 */
final class PosixClocks {

  /** Linux's number of CLOCK_MONOTONIC: steered by NTP daemons, stands still in suspension. */
  static final int MONOTONIC = 1;

  /** Linux's number of CLOCK_MONOTONIC_RAW: as the hardware counts, stands still in suspension. */
  static final int MONOTONIC_RAW = 4;

  /** Linux's number of CLOCK_BOOTTIME: CLOCK_MONOTONIC and all suspensions. */
  static final int BOOTTIME = 7;

  private static final long SECOND = 1_000_000_000;
  private static final MethodType HEAP_CALL =
      MethodType.methodType(int.class, int.class, Object.class);

  private static final MethodHandle CLOCK_GETTIME;
  private static final MethodHandle SEGMENT_OF;
  private static final Optional<String> MISSING;

  static {
    MethodHandle call = MethodHandles.empty(HEAP_CALL);
    MethodHandle segmentOf = MethodHandles.identity(Object.class);
    Optional<String> missing = reasonAgainst();
    if (missing.isEmpty()) {
      try {
        call = clockGettime().asType(HEAP_CALL);
        segmentOf =
            MethodHandles.publicLookup()
                .unreflect(foreign("MemorySegment").getMethod("ofArray", long[].class))
                .asType(MethodType.methodType(Object.class, Object.class));
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        missing = Optional.of("clock_gettime cannot be linked: " + e);
      }
    }
    CLOCK_GETTIME = call;
    SEGMENT_OF = segmentOf;
    MISSING = missing;
  }

  /** A struct timespec as a memory segment, and the array that it lies in. */
  private static final ThreadLocal<Object[]> TIMESPEC =
      ThreadLocal.withInitial(PosixClocks::newTimespec);

  private PosixClocks() {}

  /** Returns why these clocks cannot be read in this process; empty if they can. */
  static Optional<String> missing() {
    return MISSING;
  }

  /**
   * Returns whether the kernel has a clock.
   *
   * @param clock its number
   */
  static boolean has(int clock) {
    return MISSING.isEmpty() && call(clock, TIMESPEC.get()) == 0;
  }

  /**
   * Reads a clock.
   *
   * @param clock its number, of one that {@link #has}
   * @return nanoseconds
   */
  static long nanos(int clock) {
    Object[] timespec = TIMESPEC.get();
    int failed = call(clock, timespec);
    if (failed != 0) {
      throw new IllegalStateException("clock_gettime(%d) failed".formatted(clock));
    }
    long[] words = (long[]) timespec[1];
    return words[0] * SECOND + words[1];
  }

  private static int call(int clock, Object[] timespec) {
    try {
      return (int) CLOCK_GETTIME.invokeExact(clock, timespec[0]);
    } catch (Throwable e) {
      throw new IllegalStateException("clock_gettime(%d) failed".formatted(clock), e);
    }
  }

  private static Object[] newTimespec() {
    long[] words = new long[2];
    try {
      return new Object[] {(Object) SEGMENT_OF.invokeExact((Object) words), words};
    } catch (Throwable e) {
      throw new IllegalStateException("no memory segment of an array", e);
    }
  }

  private static Optional<String> reasonAgainst() {
    String os = System.getProperty("os.name", "");
    if (!os.toLowerCase(Locale.ROOT).startsWith("linux")) {
      return Optional.of(os + " is not Linux");
    }
    if (!"64".equals(System.getProperty("sun.arch.data.model"))) {
      return Optional.of("this JVM is not one of 64 bits");
    }
    int feature = Runtime.version().feature();
    if (feature < 22) {
      return Optional.of("Java %d has no foreign-function interface, 22 has".formatted(feature));
    }
    Module own = PosixClocks.class.getModule();
    if (!isNativeAccessEnabled(own)) {
      return Optional.of(
          "native access is not enabled, start Java with --enable-native-access="
              + (own.isNamed() ? own.getName() : "ALL-UNNAMED"));
    }
    return Optional.empty();
  }

  private static boolean isNativeAccessEnabled(Module module) {
    try {
      return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Java 22 has Module.isNativeAccessEnabled", e);
    }
  }

  /** Links {@code int clock_gettime(int, struct timespec *)}. */
  private static MethodHandle clockGettime() throws ReflectiveOperationException {
    Class<?> linkerType = foreign("Linker");
    Class<?> optionType = foreign("Linker$Option");
    Class<?> layoutType = foreign("MemoryLayout");
    Class<?> descriptorType = foreign("FunctionDescriptor");
    Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    Object library = linkerType.getMethod("defaultLookup").invoke(linker);
    Optional<?> address =
        (Optional<?>)
            foreign("SymbolLookup")
                .getMethod("find", String.class)
                .invoke(library, "clock_gettime");
    Object number = foreign("ValueLayout").getField("JAVA_INT").get(null);
    Object pointer = foreign("ValueLayout").getField("ADDRESS").get(null);
    Object parameters = arrayOf(layoutType, number, pointer);
    Object signature =
        descriptorType
            .getMethod("of", layoutType, parameters.getClass())
            .invoke(null, number, parameters);
    Object options =
        arrayOf(optionType, optionType.getMethod("critical", boolean.class).invoke(null, true));
    return (MethodHandle)
        linkerType
            .getMethod(
                "downcallHandle", foreign("MemorySegment"), descriptorType, options.getClass())
            .invoke(linker, address.orElseThrow(), signature, options);
  }

  private static Object arrayOf(Class<?> type, Object... elements) {
    Object array = Array.newInstance(type, elements.length);
    for (int i = 0; i < elements.length; i++) {
      Array.set(array, i, elements[i]);
    }
    return array;
  }

  private static Class<?> foreign(String name) throws ClassNotFoundException {
    return Class.forName("java.lang.foreign." + name);
  }
}
