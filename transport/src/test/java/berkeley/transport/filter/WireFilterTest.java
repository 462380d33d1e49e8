package berkeley.transport.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.ContradictionException;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Membership;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.OvertakenException;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.rmi.UnmarshalException;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.BadAttributeValueExpException;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What belongs in a message passes, whatever is added to the package; all else is refused. */
final class WireFilterTest {

  /** For applications only. */
  private static final Set<Class<?>> NOT_SENT = Set.of(PushReport.class);

  static Stream<Method> remoteMethods() throws Exception {
    return wireTypes()
        .filter(type -> type.isInterface() && Remote.class.isAssignableFrom(type))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()));
  }

  @ParameterizedTest
  @MethodSource("remoteMethods")
  void whatAMethodIsSentAndAnswersPasses(Method method) throws Exception {
    List<Object> arguments = new ArrayList<>();
    for (Type parameter : method.getGenericParameterTypes()) {
      arguments.add(sample(parameter, 1));
    }
    // Primitives are written without their boxes.
    arguments.removeIf(each -> each instanceof Number || each instanceof Boolean);
    assertEquals(
        arguments, read(write(arguments.toArray()), WireFilter.CALLS), "arguments of " + method);
    if (!method.getReturnType().isPrimitive()) {
      Object result = sample(method.getGenericReturnType(), 1);
      assertEquals(List.of(result), read(write(result), WireFilter.ANSWERS), "result of " + method);
    }
  }

  static Stream<Class<?>> values() throws Exception {
    return wireTypes()
        .filter(type -> Serializable.class.isAssignableFrom(type))
        .filter(type -> !Throwable.class.isAssignableFrom(type) && !NOT_SENT.contains(type));
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyValueOfThePackageHasItsPlace(Class<?> type) throws Exception {
    Object value = sample(type, 1);
    Set<String> refusals = new TreeSet<>();
    for (WireFilter filter : List.of(WireFilter.CALLS, WireFilter.ANSWERS)) {
      try {
        assertEquals(List.of(value), read(write(value), filter));
        return;
      } catch (InvalidClassException e) {
        refusals.add(filter + ": " + e.getMessage());
      }
    }
    fail("add %s to WireClasses: %s".formatted(type, refusals));
  }

  @Test
  void everyExceptionOfThePackagePasses() throws Exception {
    List<Class<?>> exceptions =
        wireTypes().filter(type -> Throwable.class.isAssignableFrom(type)).toList();
    Map<Class<?>, Throwable> samples =
        Map.of(
            ContradictionException.class, new ContradictionException("another time"),
            OvertakenException.class, new OvertakenException("late"),
            StaleTermException.class, new StaleTermException(1, 2, "a"));
    assertEquals(samples.keySet(), Set.copyOf(exceptions), "add a sample");
    for (Throwable each : samples.values()) {
      Throwable got = (Throwable) read(write(each), WireFilter.ANSWERS).get(0);
      assertEquals(each.toString(), got.toString());
      assertArrayEquals(each.getStackTrace(), got.getStackTrace());
    }
  }

  @Test
  void aRefusalOfTheOtherEndPassesWithItsCauses() throws Exception {
    Throwable refused =
        new ServerException(
            "it threw",
            new UnmarshalException("arguments", new InvalidClassException("filter: REJECTED")));
    for (WireFilter filter : List.of(WireFilter.ANSWERS, WireFilter.REGISTRIES)) {
      Throwable got = (Throwable) read(write(refused), filter).get(0);
      assertEquals("filter: REJECTED", got.getCause().getCause().getMessage());
    }
  }

  @Test
  void theLongestAnswerPasses() throws Exception {
    assertEquals(List.of(rounds(32, 1_000)), read(write(rounds(32, 1_000)), WireFilter.ANSWERS));
    Membership full =
        Membership.discovered(IntStream.range(0, 1_024).mapToObj(i -> "n" + i).toList());
    assertEquals(List.of(full), read(write(full), WireFilter.CALLS));
  }

  /** The outcomes are back references, and so are names that are one string. */
  private static List<RoundReport> rounds(int count, int members) {
    String name = "one string";
    return IntStream.range(0, count)
        .mapToObj(
            round ->
                new RoundReport(
                    round,
                    1,
                    name,
                    1,
                    1,
                    1,
                    IntStream.range(0, members)
                        .mapToObj(i -> new MemberReport(name, Outcome.ACCEPTED, "", i, 1, 1, 1))
                        .toList()))
        .toList();
  }

  @Test
  void aStubPassesFromARegistryAndFromNobodyElse() throws Exception {
    ClockRemote clock = new Clock();
    Remote stub = UnicastRemoteObject.exportObject(clock, 0);
    try {
      byte[] bytes = write(stub);
      assertEquals(List.of(stub), read(bytes, WireFilter.REGISTRIES));
      assertThrows(InvalidClassException.class, () -> read(bytes, WireFilter.ANSWERS));
      assertThrows(InvalidClassException.class, () -> read(bytes, WireFilter.CALLS));
      Object names = new String[] {"a", "b"};
      assertEquals(1, read(write(names), WireFilter.REGISTRIES).size());
      assertThrows(InvalidClassException.class, () -> read(write(names), WireFilter.ANSWERS));
    } finally {
      UnicastRemoteObject.unexportObject(clock, true);
    }
  }

  static Stream<Object> gadgets() throws Exception {
    return Stream.of(
        new HashSet<>(List.of("a")),
        new LinkedHashSet<>(List.of("a")),
        new HashMap<>(Map.of("a", "b")),
        new TreeMap<>(Map.of("a", "b")),
        new TreeSet<>(List.of("a")),
        new ConcurrentHashMap<>(Map.of("a", "b")),
        new EnumMap<>(Map.of(Outcome.ACCEPTED, "b")),
        new PriorityQueue<>(List.of("a")),
        new ArrayList<>(List.of("a")),
        Set.of("a", "b", "c"),
        Map.of("a", "b", "c", "d"),
        new URL("http://127.0.0.1:1/"),
        URI.create("http://127.0.0.1:1/"),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
        new BadAttributeValueExpException("a"),
        new SslRMIClientSocketFactory(),
        new SelfExporting(),
        new Object[][] {{"a"}},
        new byte[10],
        Runtime.class);
  }

  @ParameterizedTest
  @MethodSource("gadgets")
  void whatComputesConnectsOrExportsAsItIsReadIsRefused(Object gadget) throws Exception {
    byte[] bytes = write(gadget);
    byte[] inside = write(List.of(gadget));
    for (WireFilter filter : List.of(WireFilter.CALLS, WireFilter.ANSWERS, WireFilter.REGISTRIES)) {
      assertThrows(InvalidClassException.class, () -> read(bytes, filter), filter::toString);
      assertThrows(InvalidClassException.class, () -> read(inside, filter), filter::toString);
    }
    if (gadget instanceof SelfExporting exported) {
      UnicastRemoteObject.unexportObject(exported, true);
    }
  }

  @Test
  void listsThatShareListsAreRefusedBeforeAnyoneHashesThem() throws Exception {
    List<Object> nested = List.of("a");
    for (int i = 0; i < 40; i++) {
      nested = List.of(nested, nested);
    }
    // As a set, it would be hashed while it is read: 2^40 steps.
    byte[] bytes = write(nested);
    assertRefusedAtOnce(bytes, WireFilter.ANSWERS);
    assertRefusedAtOnce(bytes, WireFilter.CALLS);
  }

  @Test
  void listsThatAreNamedAgainInsideRecordsAreRefused() throws Exception {
    // Siblings, each the list of a record, the next one holding the one before by reference.
    List<Object> reports = new ArrayList<>();
    List<MemberReport> before = List.of(new MemberReport("a", Outcome.ACCEPTED, "", 1, 1, 1, 1));
    for (int i = 0; i < 20; i++) {
      reports.add(new RoundReport(i, 1, "a", 1, 1, 1, before));
      @SuppressWarnings({"unchecked", "rawtypes"})
      List<MemberReport> smuggled = (List) List.of(before, before);
      before = smuggled;
    }
    assertRefusedAtOnce(write(List.copyOf(reports)), WireFilter.ANSWERS);
  }

  private static void assertRefusedAtOnce(byte[] bytes, WireFilter filter) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertThrows(InvalidClassException.class, () -> read(bytes, filter)));
  }

  @Test
  void aRecordThatIsNamedAgainInALaterListIsRefused() throws Exception {
    MemberReport shared = new MemberReport("a", Outcome.ACCEPTED, "", 1, 1, 1, 1);
    List<RoundReport> reports =
        List.of(
            new RoundReport(1, 1, "a", 1, 1, 1, List.of(shared)),
            new RoundReport(2, 1, "a", 1, 1, 1, List.of(shared)));
    assertRefusedAtOnce(write(reports), WireFilter.ANSWERS);
  }

  @Test
  void aSetIsRefusedAsSoonAsItHasBeenRead() throws Exception {
    assertRefusedAtOnce(write(Set.of("a", "b")), WireFilter.ANSWERS);
  }

  @Test
  void noHashOfARecordDescendsIntoItsList() {
    RoundReport one = rounds(1, 3).get(0);
    RoundReport other = rounds(1, 900).get(0);
    assertEquals(one.hashCode(), other.hashCode());
    assertEquals(
        Membership.discovered(List.of("a", "b")).hashCode(),
        Membership.discovered(List.of("c", "d")).hashCode());
  }

  @Test
  void whatIsTooLargeOrTooDeepIsRefused() throws Exception {
    Throwable deep = new IllegalStateException("innermost");
    for (int i = 0; i < 20; i++) {
      deep = new IllegalStateException("cause", deep);
    }
    byte[] causes = write(deep);
    assertThrows(InvalidClassException.class, () -> read(causes, WireFilter.ANSWERS));
    byte[] many =
        write((Object) IntStream.range(0, 20_000).mapToObj(i -> "n").toArray(String[]::new));
    assertThrows(InvalidClassException.class, () -> read(many, WireFilter.REGISTRIES));
  }

  @Test
  void oneFilterJudgesManyStreamsOneAfterTheOther() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertEquals(List.of(rounds(3, 5)), read(write(rounds(3, 5)), WireFilter.ANSWERS));
      Membership members = Membership.discovered(List.of("a", "b"));
      assertEquals(List.of(members), read(write(members), WireFilter.CALLS));
    }
  }

  private static Object sample(Type type, int seed) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType list) {
      assertEquals(List.class, list.getRawType(), "add a sample");
      return List.of(
          sample(list.getActualTypeArguments()[0], seed),
          sample(list.getActualTypeArguments()[0], seed + 1));
    }
    Class<?> raw = (Class<?>) type;
    if (raw == long.class) {
      return (long) seed;
    } else if (raw == int.class) {
      return seed;
    } else if (raw == double.class) {
      return (double) seed;
    } else if (raw == boolean.class) {
      return true;
    } else if (raw == String.class) {
      return "n" + seed;
    } else if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    }
    assertTrue(raw.isRecord(), () -> "add a sample for " + raw);
    RecordComponent[] components = raw.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = sample(components[i].getGenericType(), seed);
      types[i] = components[i].getType();
    }
    return raw.getDeclaredConstructor(types).newInstance(values);
  }

  private static byte[] write(Object... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new RmiOutput(bytes)) {
      for (Object each : values) {
        out.writeObject(each);
      }
      out.writeObject(END);
    }
    return bytes.toByteArray();
  }

  private static final String END = "the end";

  private static List<Object> read(byte[] bytes, ObjectInputFilter filter)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new RmiInput(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(filter);
      List<Object> all = new ArrayList<>();
      for (Object next = in.readObject(); !next.equals(END); next = in.readObject()) {
        all.add(next);
      }
      return all;
    }
  }

  private static Stream<Class<?>> wireTypes() throws Exception {
    URI source = ClockRemote.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path root = Path.of(source);
    String folder = ClockRemote.class.getPackageName().replace('.', '/');
    List<Class<?>> found = new ArrayList<>();
    if (Files.isDirectory(root)) {
      collect(root.resolve(folder), found);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(root)) {
        collect(jar.getPath(folder), found);
      }
    }
    assertTrue(found.size() > 25, found::toString);
    return found.stream();
  }

  private static void collect(Path folder, List<Class<?>> into) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          into.add(
              Class.forName(ClockRemote.class.getPackageName() + "." + name.replace(".class", "")));
        }
      }
    }
  }

  /** As RMI's streams, which say of each class where it may be loaded from: nowhere. */
  private static final class RmiOutput extends ObjectOutputStream {

    RmiOutput(OutputStream out) throws IOException {
      super(out);
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
      writeObject(null);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
      writeObject(null);
    }
  }

  private static final class RmiInput extends ObjectInputStream {

    RmiInput(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type)
        throws IOException, ClassNotFoundException {
      readObject();
      return super.resolveClass(type);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces)
        throws IOException, ClassNotFoundException {
      readObject();
      return super.resolveProxyClass(interfaces);
    }
  }

  private static final class Clock implements ClockRemote {
    @Override
    public long getTime() {
      return 0;
    }

    @Override
    public void adjust(Adjustment delta) {}
  }

  /** Opens a port as it is read. */
  private static final class SelfExporting extends UnicastRemoteObject {
    private static final long serialVersionUID = 1L;

    SelfExporting() throws RemoteException {}
  }
}
