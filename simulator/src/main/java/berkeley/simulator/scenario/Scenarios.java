package berkeley.simulator.scenario;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Finds scenarios, by name among the built-in ones, or in files. */
public final class Scenarios {

  private static final List<String> BUILT_IN =
      List.of(
          "A",
          "B",
          "C",
          "D",
          "E",
          "F",
          "textbook",
          "liar",
          "outage",
          "asymmetric",
          "cold-start",
          "fleet");

  private Scenarios() {}

  /** Returns the names of the built-in scenarios. */
  public static List<String> names() {
    return BUILT_IN;
  }

  /**
   * Returns a built-in scenario.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static Scenario builtIn(String name) {
    if (!BUILT_IN.contains(name)) {
      throw new IllegalArgumentException(
          "scenario: found '%s', wanted one of %s".formatted(name, String.join(", ", BUILT_IN)));
    }
    try (InputStream in = Scenarios.class.getResourceAsStream(name + ".properties")) {
      return ScenarioReader.read(
          name, load(new InputStreamReader(in, StandardCharsets.UTF_8), name));
    } catch (IOException e) {
      throw new UncheckedIOException("built-in scenario " + name, e);
    }
  }

  /**
   * Returns the built-in scenario of that name, or the one in that file.
   *
   * @throws FileNotFoundException if it is neither
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file makes no sense, naming the key, what was found and
   *     what was wanted
   */
  public static Scenario find(String nameOrFile) throws IOException {
    if (BUILT_IN.contains(nameOrFile)) {
      return builtIn(nameOrFile);
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          "scenario: found neither a file nor a built-in of the name '%s', wanted a .properties file or one of %s"
              .formatted(nameOrFile, String.join(", ", BUILT_IN)));
    }
    String name = file.getFileName().toString().replaceFirst("\\.properties$", "");
    try (Reader reader = Files.newBufferedReader(file)) {
      return ScenarioReader.read(name, load(reader, name));
    }
  }

  /**
   * Returns a scenario from its properties.
   *
   * @throws IllegalArgumentException naming the key, what was found and what was wanted
   */
  public static Scenario of(String name, Properties properties) {
    return ScenarioReader.read(name, properties);
  }

  private static Properties load(Reader reader, String name) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("scenario %s: %s".formatted(name, e.getMessage()), e);
    }
    return properties;
  }
}
