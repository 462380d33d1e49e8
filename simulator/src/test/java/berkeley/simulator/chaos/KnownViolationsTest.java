package berkeley.simulator.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The present code breaks exactly those promises that are listed as known to be broken. Who mends
 * one takes it off the list; who breaks one more is told here.
 *
 * <p>{@code -Dberkeley.known=write}, with the working directory in this module, writes the list
 * anew as it is found. The difference is to be looked at, and is part of the commit.
 */
class KnownViolationsTest {

  private static final Path LIST =
      Path.of("src/test/resources/berkeley/simulator/chaos/known-violations.txt");

  private static List<String> lines() throws IOException {
    try (var in = KnownViolationsTest.class.getResourceAsStream("known-violations.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsKnownIsFoundAndNothingElse() throws IOException {
    List<String> lines = lines();
    if (System.getProperty("berkeley.known", "").equals("write")) {
      write(lines);
      return Stream.empty();
    }
    return KnownViolation.read(lines).stream()
        .map(known -> DynamicTest.dynamicTest(known.title(), () -> compare(known)));
  }

  private static void compare(KnownViolation known) {
    Map<String, String> found = known.find();
    List<String> mended = new ArrayList<>(known.breaks());
    mended.removeAll(found.keySet());
    Map<String, String> more = new TreeMap<>(found);
    more.keySet().removeAll(known.breaks());
    assertEquals(Map.of(), more, "broken, and not on the list of what is known");
    assertEquals(List.of(), mended, "not broken any more: take it off the list, if that is meant");
  }

  private static void write(List<String> lines) throws IOException {
    Iterator<KnownViolation> all = KnownViolation.read(lines).iterator();
    List<String> written = new ArrayList<>();
    for (String line : lines) {
      written.add(
          line.startsWith("breaks:")
              ? ("breaks: " + KnownViolation.sorted(all.next().find())).trim()
              : line);
    }
    Files.write(LIST, written);
  }

  @Test
  void theListNamesEachPromiseThatIsNotKept() throws IOException {
    assertTrue(KnownViolation.read(lines()).size() > 10);
  }
}
