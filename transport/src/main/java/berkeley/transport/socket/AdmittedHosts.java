package berkeley.transport.socket;

import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.tls.ReloadedFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The hosts from which connections are accepted, decided before a byte of them is read.
 *
 * <p>A list of lines: an address, a network such as {@code 10.1.0.0/16}, or one of the words {@code
 * loopback} (this host, by whatever address of its own), {@code any with tls} and {@code any with
 * insecure} (everyone, where the process runs with the one or the other). Empty lines and what
 * follows a {@code #} mean nothing. Safe for use by several threads.
 */
public final class AdmittedHosts {

  /** The rule of a process without a list: this host, and all others if TLS is on or waived. */
  public static final AdmittedHosts BY_PROTECTION =
      new AdmittedHosts(
          () -> List.of(new OwnHost(), new AnyHost("with tls"), new AnyHost("with insecure")));

  /** One line of the list. */
  private sealed interface Line {
    boolean admits(InetAddress host, TransportSecurity security);
  }

  private record OwnHost() implements Line {
    @Override
    public boolean admits(InetAddress host, TransportSecurity security) {
      return isOwn(host);
    }
  }

  private record AnyHost(String condition) implements Line {
    @Override
    public boolean admits(InetAddress host, TransportSecurity security) {
      return security instanceof TransportSecurity.Plain plain
          ? plain.anywhere() && condition.equals("with insecure")
          : condition.equals("with tls");
    }
  }

  /**
   * A network.
   *
   * @param address any address of it; IPv4 or IPv6
   * @param bits how many leading bits identify it: 0 to 32, or to 128 for IPv6
   */
  private record Network(InetAddress address, int bits) implements Line {

    /** Literals only: deciding on a connection must not wait for a name server. */
    private static final Pattern LITERAL =
        Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    Network {
      int most = address.getAddress().length * Byte.SIZE;
      if (bits < 0 || bits > most) {
        throw new IllegalArgumentException("/%d is not in /0../%d".formatted(bits, most));
      }
    }

    /** Parses {@code 10.1.0.0/16}, {@code fd00::/8} or a single address. */
    static Network parse(String text) {
      int slash = text.indexOf('/');
      String host = slash < 0 ? text : text.substring(0, slash);
      try {
        if (!LITERAL.matcher(host).matches()) {
          throw new UnknownHostException(host);
        }
        InetAddress address = InetAddress.getByName(host);
        int most = address.getAddress().length * Byte.SIZE;
        return new Network(address, slash < 0 ? most : Integer.parseInt(text.substring(slash + 1)));
      } catch (UnknownHostException | NumberFormatException e) {
        throw new IllegalArgumentException(
            "'%s' is neither an address nor a network such as 10.1.0.0/16".formatted(text), e);
      }
    }

    /** Never admits an address of the other family. */
    @Override
    public boolean admits(InetAddress host, TransportSecurity security) {
      byte[] other = host.getAddress();
      byte[] own = address.getAddress();
      int hostBits = own.length * Byte.SIZE - bits;
      return other.length == own.length
          && new BigInteger(1, other)
              .shiftRight(hostBits)
              .equals(new BigInteger(1, own).shiftRight(hostBits));
    }
  }

  private final Supplier<List<Line>> lines;

  private AdmittedHosts(Supplier<List<Line>> lines) {
    this.lines = lines;
  }

  /**
   * Reads a list from a file, and again whenever the file has changed.
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
          case "loopback" -> lines.add(new OwnHost());
          case "any with tls", "any with insecure" -> lines.add(new AnyHost(line.substring(4)));
          default -> lines.add(Network.parse(line));
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("%s, line %d: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    return List.copyOf(lines);
  }

  /**
   * Returns whether a connection is accepted.
   *
   * @param host where it comes from
   * @param security what this process runs with
   */
  boolean admits(InetAddress host, TransportSecurity security) {
    return lines.get().stream().anyMatch(line -> line.admits(host, security));
  }

  /** Returns whether an address is one of this host's, by loopback or by any of its interfaces. */
  public static boolean isOwn(InetAddress host) {
    try {
      return host.isLoopbackAddress() || NetworkInterface.getByInetAddress(host) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
