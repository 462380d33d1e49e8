package berkeley.harness.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.tls.CertifiedName;
import berkeley.transport.tls.CertifiedName.Role;
import berkeley.transport.tls.KeyFolder;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CertificateAuthorityTest {

  @TempDir private static Path folder;
  private static KeyFolder a;

  @BeforeAll
  static void anAuthority() throws Exception {
    CertificateAuthority.create(folder, Duration.ofDays(2));
    a =
        CertificateAuthority.open(folder)
            .issue(keys("a", List.of("h1", "10.0.0.1", "fd00::7", "localhost")));
  }

  private static CertificateRequest keys(String name, List<String> hosts) {
    return new CertificateRequest(Role.NODE, name, hosts, Duration.ofDays(1));
  }

  @Test
  void aNodesKeysNameItAndItsHosts() throws Exception {
    TlsContext tls = TlsContext.open(a);

    assertEquals("a", tls.self().name());
    assertEquals(CertifiedName.Role.NODE, tls.self().role());
    assertEquals(Set.of("h1", "10.0.0.1", "fd00:0:0:0:0:0:0:7", "localhost"), tls.hosts());
  }

  @Test
  void onlyTheOwnerCanReadThem() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(each -> !each.equals(folder)).toList()) {
        assertEquals(
            Files.isDirectory(path) ? "rwx------" : "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
            path::toString);
      }
    }
  }

  @Test
  void aNodesFolderHoldsNothingOfTheAuthoritysKey() throws Exception {
    try (Stream<Path> files = Files.list(a.path())) {
      assertEquals(
          Set.of("node.p12", "password", "authority.pem"),
          Set.copyOf(files.map(file -> file.getFileName().toString()).toList()));
    }
    String ours = Files.readString(folder.resolve("authority").resolve("password"));
    assertFalse(Files.readString(a.password()).equals(ours));
  }

  @Test
  void renewalKeepsThePasswordAndReplacesTheKey() throws Exception {
    KeyFolder b = CertificateAuthority.open(folder).issue(keys("b", List.of("localhost")));
    String password = Files.readString(b.password());
    byte[] before = Files.readAllBytes(b.keys());

    CertificateAuthority.open(folder).issue(keys("b", List.of("h2")));

    assertEquals(password, Files.readString(b.password()));
    assertFalse(Arrays.equals(before, Files.readAllBytes(b.keys())));
    assertEquals(Set.of("h2"), TlsContext.open(b).hosts());
  }

  @Test
  void thereIsOneAuthorityInAFolder() {
    var refusal =
        assertThrows(
            CommandFailure.class, () -> CertificateAuthority.create(folder, Duration.ofDays(1)));
    assertEquals(2, refusal.exitCode());
  }

  @Test
  void withoutAnAuthorityThereAreNoKeys() {
    var refusal = assertThrows(CommandFailure.class, () -> CertificateAuthority.open(a.path()));
    assertEquals(3, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("berkeley keys init"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "authority", ".new", "a b", "a,b", "a/b"})
  void refusesNamesThatAreNone(String name) {
    assertThrows(CommandFailure.class, () -> keys(name, List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h 1", "h1,dns:h2", "-h", "h_1"})
  void refusesHostsThatWouldSayMoreThanAHost(String host) {
    assertThrows(CommandFailure.class, () -> keys("a", List.of(host)));
  }

  @Test
  void keysThatHaveExpiredAreNotUsedAndTheLineHoldsNoSecret() throws Exception {
    KeyFolder old =
        CertificateAuthority.open(folder).issue(keys("old", List.of("localhost")), "-2d");

    var refusal = assertThrows(IOException.class, () -> TlsContext.open(old));

    assertTrue(refusal.getMessage().contains("NotAfter"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains(Files.readString(old.password())));
  }

  @Test
  void aWrongPasswordIsSaidAndNotShown() throws Exception {
    KeyFolder c = CertificateAuthority.open(folder).issue(keys("c", List.of("localhost")));
    Files.writeString(c.password(), "not-the-password");

    var refusal = assertThrows(IOException.class, () -> TlsContext.open(c));

    assertTrue(refusal.getMessage().contains("password was incorrect"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("not-the-password"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"node.p12", "password"})
  void keysThatOthersCanReadAreRefusedWithTheCommandThatMendsIt(String file) throws Exception {
    KeyFolder open = CertificateAuthority.open(folder).issue(keys("open", List.of("localhost")));
    Path shown = open.path().resolve(file);
    Files.setPosixFilePermissions(shown, PosixFilePermissions.fromString("rw-r-----"));

    var refusal = assertThrows(IOException.class, () -> TlsContext.open(open));

    String mend = "chmod 600 '%s'".formatted(shown);
    assertTrue(refusal.getMessage().contains(mend), refusal.getMessage());
    Files.setPosixFilePermissions(shown, PosixFilePermissions.fromString("rw-------"));
    assertEquals("open", TlsContext.open(open).self().name());
  }

  @Test
  void anAuthorityThatOthersCanReadIssuesNothing(@TempDir Path other) throws Exception {
    CertificateAuthority authority = CertificateAuthority.create(other, Duration.ofDays(2));
    Path own = other.resolve(CertificateAuthority.FOLDER).resolve("authority.p12");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r--r--"));

    var refusal =
        assertThrows(CommandFailure.class, () -> authority.issue(keys("a", List.of("localhost"))));

    assertEquals(3, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("chmod 600 '" + own), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwxr-xrwx", "rwxrwxrwx"})
  void noAuthorityIsMadeWhereOthersMayWrite(String mode, @TempDir Path other) throws Exception {
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString(mode));

    var refusal =
        assertThrows(
            CommandFailure.class, () -> CertificateAuthority.create(other, Duration.ofDays(1)));

    assertEquals(3, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("chmod go-w '" + other), refusal.getMessage());
    try (Stream<Path> made = Files.list(other)) {
      assertEquals(List.of(), made.toList());
    }
  }

  @Test
  void noAuthorityIsMadeInAFolderOfAnotherUser(@TempDir Path other) throws Exception {
    var lookup = other.getFileSystem().getUserPrincipalLookupService();
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a folder away");
    Files.setOwner(other, lookup.lookupPrincipalByName("nobody"));

    var refusal =
        assertThrows(
            CommandFailure.class, () -> CertificateAuthority.create(other, Duration.ofDays(1)));

    assertEquals(3, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("belongs to nobody"), refusal.getMessage());
  }

  @Test
  void noPasswordIsOnKeytoolsCommandLine() throws Exception {
    Path password = a.password();

    List<String> line = KeyTool.line(a.keys(), password, List.of("-list"));

    assertTrue(line.contains(password.toString()), line::toString);
    assertFalse(String.join(" ", line).contains(Files.readString(password)), line::toString);
  }
}
