package berkeley.transport.socket;

import berkeley.transport.tls.ReloadedFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The hosts from which connections are taken, before a byte of them is read.
 *
 * <p>A list of lines: an address, a network such as {@code 10.1.0.0/16}, or one of the words {@code
 * loopback} (this host, by whatever address of its own), {@code any with tls} and {@code any with
 * insecure} (everyone, where the process runs with the one or the other). Empty lines and what
 * follows a {@code #} mean nothing. Safe for use by several threads.
 */
public final class AdmittedHosts {

  /** Those of a process that has no list: this host, and all others where the protection allows. */
  public static final AdmittedHosts BY_PROTECTION =
      new AdmittedHosts(
          () -> List.of(new This(), new Everyone("with tls"), new Everyone("with insecure")));

  /** One line of the list. */
  private sealed interface Line {
    boolean admits(InetAddress host, TransportSecurity protection);
  }

  private record This() implements Line {
    @Override
    public boolean admits(InetAddress host, TransportSecurity protection) {
      return isOwn(host);
    }
  }

  private record Everyone(String on) implements Line {
    @Override
    public boolean admits(InetAddress host, TransportSecurity protection) {
      return protection instanceof TransportSecurity.Plain plain
          ? plain.anywhere() && on.equals("with insecure")
          : on.equals("with tls");
    }
  }

  private record Network(AddressRange range) implements Line {
    @Override
    public boolean admits(InetAddress host, TransportSecurity protection) {
      return range.contains(host);
    }
  }

  private final Supplier<List<Line>> lines;

  private AdmittedHosts(Supplier<List<Line>> lines) {
    this.lines = lines;
  }

  /**
   * Reads a list from a file, and again whenever it has changed.
   *
   * @throws IOException if it cannot be read or a line of it is not valid, naming the line
   */
  public static AdmittedHosts read(Path file) throws IOException {
    return new AdmittedHosts(
        new ReloadedFiles<>(List.of(file), () -> parse(file.toString(), Files.readAllLines(file)))
            ::get);
  }

  private static List<Line> parse(String file, List<String> text) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      String line = text.get(i).replaceFirst("#.*", "").strip().replaceAll("\\s+", " ");
      try {
        switch (line) {
          case "" -> {}
          case "loopback" -> lines.add(new This());
          case "any with tls", "any with insecure" -> lines.add(new Everyone(line.substring(4)));
          default -> lines.add(new Network(AddressRange.parse(line)));
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("%s, line %d: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    return List.copyOf(lines);
  }

  /**
   * Whether a connection from there is taken.
   *
   * @param host where it comes from
   * @param protection what this process runs with
   */
  boolean admits(InetAddress host, TransportSecurity protection) {
    return lines.get().stream().anyMatch(line -> line.admits(host, protection));
  }

  /** A host that calls itself by its outer address is no stranger either. */
  public static boolean isOwn(InetAddress host) {
    try {
      return host.isLoopbackAddress() || NetworkInterface.getByInetAddress(host) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
