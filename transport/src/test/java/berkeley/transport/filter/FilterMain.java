package berkeley.transport.filter;

import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** An application that has plans of its own: sets a filter, reads objects, installs ours. */
final class FilterMain {

  private static final long LIMIT_NANOS = 10_000_000_000L;

  private FilterMain() {}

  public static void main(String[] args) throws Exception {
    Optional<String> refusal = Optional.empty();
    for (String each : args) {
      switch (each) {
        case "filter" ->
            ObjectInputFilter.Config.setSerialFilter(
                ObjectInputFilter.Config.createFilter("!java.util.TreeSet"));
        case "read" -> accepts(List.of("a"));
        case "install" -> refusal = CallFilters.install();
        default -> throw new IllegalArgumentException(Arrays.toString(args));
      }
    }
    System.out.printf(
        "refused=%b outside: HashSet=%b TreeSet=%b, in a call: List=%b HashSet=%b TreeSet=%b%n",
        refusal.isPresent(),
        accepts(new HashSet<>(List.of("a"))),
        accepts(new TreeSet<>(List.of("a"))),
        acceptsInCall(List.of("a", "b")),
        acceptsInCall(new HashSet<>(List.of("a"))),
        acceptsInCall(new TreeSet<>(List.of("a"))));
    refusal.ifPresent(System.out::println);
  }

  private static boolean acceptsInCall(Object value) throws Exception {
    return RemoteCall.get(HostTicks.now() + LIMIT_NANOS, "a", () -> accepts(value));
  }

  private static boolean accepts(Object value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(value);
    try {
      return value.equals(
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
    } catch (InvalidClassException e) {
      return false;
    }
  }
}
