package berkeley.launcher;

import java.io.Console;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the command by {@code java -jar}, on any operating system: does in the process what the
 * {@code berkeley} script does with options of the JVM. What only options can do, heap and
 * compiler, is left out; {@code java @policy/node.jvm -jar} adds it.
 *
 * <p>It sets the policy before any class asks for it, so it uses nothing of the other packages.
 */
public final class JarMain {

  private static final String POLICY_PROPERTY = "java.security.properties";
  private static final Pattern SYSTEM_PROPERTY = Pattern.compile("-D([^=\\s]+)=(\\S*)\\s*");
  private static final List<String> NODES = List.of("slave", "master", "registry");

  /** In a checkout the jar is in launcher/target, in a distribution at the top. */
  private static final int LEVELS = 3;

  private JarMain() {}

  /** Prepares the process, and runs the command. */
  public static void main(String[] args) {
    home().ifPresent(home -> prepare(home, args.length > 0 ? args[0] : ""));
    Berkeley.main(args);
  }

  private static void prepare(Path home, String command) {
    Path policy = home.resolve("policy");
    setUnlessGiven(POLICY_PROPERTY, policy.resolve("berkeley.security").toString());
    setUnlessGiven("berkeley.home", home.toString());
    boolean isTerminal = isTerminal();
    setUnlessGiven("berkeley.terminal", String.valueOf(isTerminal));
    setUnlessGiven(
        "berkeley.colours", String.valueOf(isTerminal && environment("NO_COLOR").isEmpty()));
    if (NODES.contains(command)) {
      setProperties(policy.resolve("node.jvm"));
    }
  }

  /** Sets what the JVM's argument file says of system properties: the limits of callers. */
  private static void setProperties(Path options) {
    try {
      for (String line : Files.readAllLines(options)) {
        Matcher property = SYSTEM_PROPERTY.matcher(line);
        if (property.matches()) {
          setUnlessGiven(property.group(1), property.group(2));
        }
      }
    } catch (IOException e) {
      System.err.printf("berkeley: %s cannot be read (%s); restore it%n", options, e.getMessage());
      System.exit(3);
    }
  }

  private static void setUnlessGiven(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /** Returns the folder with the policy: that of the jar, or the checkout that it was built in. */
  private static Optional<Path> home() {
    try {
      Path jar = Path.of(JarMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = jar.getParent();
      for (int level = 0; level < LEVELS && folder != null; level++) {
        if (Files.isReadable(folder.resolve("policy").resolve("berkeley.security"))) {
          return Optional.of(folder);
        }
        folder = folder.getParent();
      }
      return Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty(); // the command then says that no policy is in force
    }
  }

  /** Returns whether a cursor can be moved on stdout, as far as a JVM can tell. */
  @SuppressWarnings("SystemConsoleNull") // where it is never null, isRealTerminal decides
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    boolean isWindows =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    boolean movesCursor =
        isWindows
            ? !environment("WT_SESSION").isEmpty()
            : !environment("TERM").isEmpty() && !environment("TERM").equals("dumb");
    return movesCursor && isRealTerminal(console);
  }

  /** From Java 22 on there is a console without a terminal. */
  private static boolean isRealTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }
}
