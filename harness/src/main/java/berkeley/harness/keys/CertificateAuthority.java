package berkeley.harness.keys;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.tls.KeyFolder;
import berkeley.transport.tls.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The private authority of one cluster: a folder with its key, which signs the certificates of
 * nodes into folders beside it. With the folder {@value #FOLDER} anyone can make a node of the
 * cluster; the nodes do not need it.
 */
public final class CertificateAuthority {

  /** The sub-folder of the authority's own key. */
  public static final String FOLDER = "authority";

  /** How long an authority lasts unless something else is asked for. */
  public static final Duration DEFAULT_VALIDITY = Duration.ofDays(3_650);

  private static final String ALIAS = "authority";

  /** The clocks of hosts differ before they are synchronised. */
  private static final String FROM_AN_HOUR_AGO = "-1H";

  private final Path folder;

  private CertificateAuthority(Path folder) {
    this.folder = folder;
  }

  /** Returns whether there is one in a folder. */
  public static boolean isIn(Path folder) {
    return Files.exists(store(folder));
  }

  /**
   * Makes a new one.
   *
   * @throws CommandFailure if there is one already, or others could replace what is in the folder
   */
  public static CertificateAuthority create(Path folder, Duration valid)
      throws IOException, InterruptedException {
    CertificateRequest.requireValid(valid);
    if (isIn(folder)) {
      throw CommandFailure.usage(
          "there is an authority in %s already; its nodes would all be strangers to a new one"
              .formatted(folder));
    }
    PrivateFiles.folder(folder);
    Path made = PrivateFiles.newFolder(folder);
    try {
      PrivateFiles.requireOwn(folder, made);
      KeyPasswords.create(made.resolve("password"));
      Path store = made.resolve("authority.p12");
      KeyTool.run(
          store,
          made.resolve("password"),
          keyPair(
              ALIAS,
              "Berkeley cluster authority",
              FROM_AN_HOUR_AGO,
              valid,
              List.of("-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign,cRLSign")));
      PrivateFiles.close(store);
      Files.move(made, folder.resolve(FOLDER));
    } finally {
      if (Files.exists(made)) {
        delete(made);
      }
    }
    return new CertificateAuthority(folder);
  }

  /**
   * Opens one.
   *
   * @throws CommandFailure if there is none
   */
  public static CertificateAuthority open(Path folder) {
    if (!isIn(folder)) {
      throw CommandFailure.missing(
          "there is no authority in %s; make one with berkeley keys init %s"
              .formatted(folder, folder));
    }
    return new CertificateAuthority(folder);
  }

  /**
   * Makes the keys of a node, or renews them: a running node takes the new ones by itself.
   *
   * @return their folder, named like the node
   */
  public KeyFolder issue(CertificateRequest wanted) throws IOException, InterruptedException {
    return issue(wanted, FROM_AN_HOUR_AGO);
  }

  /**
   * Makes the keys of a node, valid from another time on.
   *
   * @param from as keytool reads it: {@code -10d}, or {@code 2030/01/31}
   */
  KeyFolder issue(CertificateRequest wanted, String from) throws IOException, InterruptedException {
    Path made = PrivateFiles.newFolder(folder);
    try {
      PrivateFiles.requireOwn(folder, made);
      requirePrivate();
      Path copy = made.resolve("issue.p12");
      PrivateFiles.write(copy, Files.readAllBytes(store(folder)));
      KeyTool.run(
          copy,
          password(),
          keyPair(
              KeyFolder.ALIAS,
              wanted.name(),
              from,
              wanted.valid(),
              List.of(
                  "-signer",
                  ALIAS,
                  "-ext",
                  "ku:c=digitalSignature",
                  "-ext",
                  "eku=serverAuth,clientAuth",
                  "-ext",
                  wanted.alternatives())));
      KeyFolder node = new KeyFolder(folder.resolve(wanted.name()));
      KeyTransfer.toNode(copy, KeyPasswords.read(password()), ALIAS, new KeyFolder(made), node);
      return node;
    } catch (GeneralSecurityException e) {
      throw CommandFailure.missing(
          "the keys of the authority in %s cannot be used: %s".formatted(folder, e.getMessage()),
          e);
    } finally {
      delete(made);
    }
  }

  private void requirePrivate() throws IOException {
    try {
      SecretFile.requirePrivate(password());
      SecretFile.requirePrivate(store(folder));
    } catch (IOException e) {
      throw CommandFailure.missing(
          "the keys of the authority in %s cannot be used: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Returns the arguments that all keys have in common, and those that these have besides. */
  private static List<String> keyPair(
      String alias, String commonName, String from, Duration valid, List<String> more) {
    List<String> all = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
    all.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA"));
    all.addAll(List.of("-dname", "CN=" + commonName, "-startdate", from));
    all.addAll(List.of("-validity", Long.toString(valid.toDays())));
    all.addAll(more);
    return all;
  }

  private Path password() {
    return folder.resolve(FOLDER).resolve("password");
  }

  private static Path store(Path folder) {
    return folder.resolve(FOLDER).resolve("authority.p12");
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
