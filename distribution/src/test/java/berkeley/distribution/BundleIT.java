package berkeley.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What Maven Central asks of artifacts, of those in the bundle. */
class BundleIT {

  private static final Path TARGET = Path.of(System.getProperty("distribution.folder"));
  private static final String VERSION = System.getProperty("distribution.version");
  private static final String GROUP = System.getProperty("distribution.group");
  private static final Path BUNDLE =
      TARGET.resolve("bundle").resolve(GROUP.replace('.', File.separatorChar));

  /** What an application needs at run time for a node of its own, beside slf4j. */
  private static final List<String> OF_A_NODE =
      List.of("api", "master", "node", "transport", "slave");

  private static final long MOST_BYTES = 700_000;

  static Stream<String> jars() {
    return Stream.of(
            Stream.of("testing", "recipes", "micrometer", "spring-boot-starter", "zookeeper"),
            OF_A_NODE.stream())
        .flatMap(names -> names)
        .map(name -> "berkeley-" + name);
  }

  static Stream<String> poms() {
    return Stream.concat(jars(), Stream.of("berkeley-bom"));
  }

  private static Path file(String artifact, String suffix) {
    return BUNDLE
        .resolve(artifact)
        .resolve(VERSION)
        .resolve("%s-%s%s".formatted(artifact, VERSION, suffix));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void classesSourcesAndJavadocAreThere(String artifact) throws IOException {
    try (JarFile classes = new JarFile(file(artifact, ".jar").toFile())) {
      assertTrue(
          names(classes).stream().anyMatch(name -> name.endsWith(".class")),
          names(classes)::toString);
      assertNotNull(classes.getEntry("META-INF/LICENSE"));
      Manifest manifest = classes.getManifest();
      assertTrue(
          classes.getEntry("module-info.class") != null
              || manifest.getMainAttributes().getValue("Automatic-Module-Name") != null,
          "a name as a module");
    }
    try (JarFile sources = new JarFile(file(artifact, "-sources.jar").toFile())) {
      assertTrue(names(sources).stream().anyMatch(name -> name.endsWith(".java")));
    }
    try (JarFile javadoc = new JarFile(file(artifact, "-javadoc.jar").toFile())) {
      assertNotNull(javadoc.getEntry("index.html"));
    }
  }

  /** A jar that tells when it was built cannot be built again. */
  @ParameterizedTest
  @MethodSource("jars")
  void noJarTellsWhenItWasBuilt(String artifact) throws IOException {
    for (String suffix : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
      try (JarFile jar = new JarFile(file(artifact, suffix).toFile())) {
        Set<Long> times =
            jar.stream().map(ZipEntry::getTime).collect(Collectors.toCollection(HashSet::new));
        assertEquals(1, times.size(), () -> artifact + suffix + ": " + times);
      }
    }
  }

  /**
   * By the names of Maven's packages, those of the artifact and of all that it needs at run time.
   */
  @ParameterizedTest
  @MethodSource("jars")
  void itsBillOfMaterialsNamesWhatItIsMadeOf(String artifact) throws IOException {
    String bill = Files.readString(file(artifact, "-cyclonedx.json"));
    String own = "pkg:maven/%s/%s@%s?type=jar".formatted(GROUP, artifact, VERSION);
    assertTrue(bill.contains(own), bill);
    assertTrue(artifact.equals("berkeley-api") || bill.contains("/berkeley-api@"), bill);
    assertFalse(bill.contains("junit"), bill);
  }

  @ParameterizedTest
  @MethodSource("poms")
  void aPomSaysWhatCentralAsks(String artifact) throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file(artifact, ".pom").toFile())
            .getDocumentElement();
    for (String name :
        List.of("name", "description", "url", "licenses", "developers", "scm", "version")) {
      assertFalse(text(project, name).isBlank(), name);
    }
    assertEquals(GROUP, text(project, "groupId"));
    assertEquals(List.of(), children(project, "parent"), "it needs no other pom");
    String all = Files.readString(file(artifact, ".pom"));
    assertFalse(all.replace("${project.version}", "").contains("${"), all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5:.md5", "SHA-1:.sha1"})
  void everyFileHasItsChecksums(String kind) throws IOException {
    String algorithm = kind.substring(0, kind.indexOf(':'));
    String suffix = kind.substring(kind.indexOf(':') + 1);
    try (Stream<Path> files = Files.walk(BUNDLE)) {
      List<Path> published =
          files.filter(file -> file.toString().matches(".*\\.(jar|pom|json)")).toList();
      assertEquals(poms().count() + 4 * jars().count(), published.size());
      for (Path file : published) {
        String stored = Files.readString(file.resolveSibling(file.getFileName() + suffix)).strip();
        assertEquals(digest(algorithm, file), stored, file::toString);
      }
    }
  }

  @Test
  void aNodesOwnJarsAreSmall() throws IOException {
    long bytes = 0;
    for (String each : OF_A_NODE) {
      bytes += Files.size(file("berkeley-" + each, ".jar"));
    }
    long all = bytes;
    System.out.printf("jars of a node: %d bytes%n", all);
    assertTrue(all < MOST_BYTES, () -> all + " bytes");
  }

  private static Set<String> names(JarFile jar) {
    return jar.stream().map(ZipEntry::getName).collect(Collectors.toSet());
  }

  private static String digest(String algorithm, Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Element of, String name) {
    List<Node> found = children(of, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent();
  }

  private static List<Node> children(Element of, String name) {
    NodeList all = of.getChildNodes();
    return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1)
        .map(all::item)
        .filter(node -> node.getNodeName().equals(name))
        .toList();
  }
}
