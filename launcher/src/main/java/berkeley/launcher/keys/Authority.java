package berkeley.launcher.keys;

import berkeley.launcher.cli.CommandFailure;
import berkeley.master.tls.KeyFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The private authority of one cluster: a folder with its key, which signs the certificates of
 * nodes into folders beside it. Whoever has the folder {@value #FOLDER} can make a node of the
 * cluster; the nodes need none of it.
 */
public final class Authority {

  /** The sub-folder of the authority's own key. */
  public static final String FOLDER = "authority";

  /** How long an authority lasts unless something else is asked for. */
  public static final Duration DEFAULT_VALIDITY = Duration.ofDays(3_650);

  private static final String ALIAS = "authority";

  /** Clocks of hosts differ, and this is for hosts that do not synchronise them. */
  private static final String FROM_AN_HOUR_AGO = "-1H";

  private final Path folder;

  private Authority(Path folder) {
    this.folder = folder;
  }

  /** Whether there is one in a folder. */
  public static boolean isIn(Path folder) {
    return Files.exists(store(folder));
  }

  /**
   * Makes a new one.
   *
   * @throws CommandFailure if there is one already
   */
  public static Authority create(Path folder, Duration valid)
      throws IOException, InterruptedException {
    NodeKeys.requireValid(valid);
    if (isIn(folder)) {
      throw CommandFailure.usage(
          "there is an authority in %s already; its nodes would all be strangers to a new one"
              .formatted(folder));
    }
    PrivateFiles.folder(folder);
    Path made = PrivateFiles.newFolder(folder);
    Passwords.create(made.resolve("password"));
    Path store = made.resolve("authority.p12");
    KeyTool.run(
        store,
        made.resolve("password"),
        List.of(
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-sigalg",
            "SHA256withECDSA",
            "-dname",
            "CN=Berkeley cluster authority",
            "-startdate",
            FROM_AN_HOUR_AGO,
            "-validity",
            Long.toString(valid.toDays()),
            "-ext",
            "bc:c=ca:true,pathlen:0",
            "-ext",
            "ku:c=keyCertSign,cRLSign"));
    PrivateFiles.close(store);
    Files.move(made, folder.resolve(FOLDER));
    return new Authority(folder);
  }

  /**
   * Opens one.
   *
   * @throws CommandFailure if there is none
   */
  public static Authority open(Path folder) {
    if (!isIn(folder)) {
      throw CommandFailure.missing(
          "there is no authority in %s; make one with berkeley keys init %s"
              .formatted(folder, folder));
    }
    return new Authority(folder);
  }

  /**
   * Makes the keys of a node, or renews them: a running node takes the new ones by itself.
   *
   * @return their folder, named like the node
   */
  public KeyFolder issue(NodeKeys wanted) throws IOException, InterruptedException {
    return issue(wanted, FROM_AN_HOUR_AGO);
  }

  /**
   * The same, valid from another time on.
   *
   * @param from as keytool reads it: {@code -10d}, or {@code 2030/01/31}
   */
  KeyFolder issue(NodeKeys wanted, String from) throws IOException, InterruptedException {
    Path made = PrivateFiles.newFolder(folder);
    try {
      Path copy = made.resolve("issue.p12");
      PrivateFiles.write(copy, Files.readAllBytes(store(folder)));
      KeyTool.run(
          copy,
          password(),
          List.of(
              "-genkeypair",
              "-signer",
              ALIAS,
              "-alias",
              KeyFolder.ALIAS,
              "-keyalg",
              "EC",
              "-groupname",
              "secp256r1",
              "-sigalg",
              "SHA256withECDSA",
              "-dname",
              "CN=" + wanted.name(),
              "-startdate",
              from,
              "-validity",
              Long.toString(wanted.valid().toDays()),
              "-ext",
              "ku:c=digitalSignature",
              "-ext",
              "eku=serverAuth,clientAuth",
              "-ext",
              wanted.alternatives()));
      return handOver(copy, new KeyFolder(made), new KeyFolder(folder.resolve(wanted.name())));
    } catch (GeneralSecurityException e) {
      throw CommandFailure.missing(
          "the keys of the authority in %s cannot be used: %s".formatted(folder, e.getMessage()),
          e);
    } finally {
      delete(made);
    }
  }

  /** Each file is complete the moment it is there; a node that reads between two tries again. */
  private KeyFolder handOver(Path issued, KeyFolder made, KeyFolder node)
      throws IOException, GeneralSecurityException {
    PrivateFiles.folder(node.path());
    if (!Files.exists(node.password())) {
      Passwords.create(node.password());
    }
    char[] opens = Passwords.read(password());
    KeyStore from = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(issued)) {
      from.load(in, opens);
    }
    PrivateKeyEntry entry =
        (PrivateKeyEntry) from.getEntry(KeyFolder.ALIAS, new PasswordProtection(opens));
    char[] closes = Passwords.read(node.password());
    KeyStore to = KeyStore.getInstance("PKCS12");
    to.load(null, null);
    to.setEntry(KeyFolder.ALIAS, entry, new PasswordProtection(closes));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    to.store(bytes, closes);
    PrivateFiles.write(made.keys(), bytes.toByteArray());
    PrivateFiles.write(made.authorities(), pem(from.getCertificate(ALIAS)));
    if (!Files.exists(node.authorities())) {
      move(made.authorities(), node.authorities());
    }
    move(made.keys(), node.keys());
    return node;
  }

  private static byte[] pem(Certificate certificate) throws GeneralSecurityException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Path password() {
    return folder.resolve(FOLDER).resolve("password");
  }

  private static Path store(Path folder) {
    return folder.resolve(FOLDER).resolve("authority.p12");
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
