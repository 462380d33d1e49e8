package berkeley.bench.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A clock of another program as a process: prints READY with the port that serves its time, reads
 * {@code step NANOS} and {@code lie NANOS} from its standard input, and ends when that does.
 */
public final class ForeignProcess {
  private ForeignProcess() {}

  /**
   * Runs the process.
   *
   * @param args the kind, then {@code key=value} for whatever it needs
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> ready = new LinkedHashMap<>();
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    try (ForeignClock clock = open(args[0], new KeyValueArguments(rest), ready)) {
      ready.put("port", Integer.toString(PairServer.serve(clock)));
      StringBuilder line = new StringBuilder("READY");
      ready.forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
      System.out.println(line);
      readOrders(clock);
    } finally {
      System.exit(0);
    }
  }

  private static ForeignClock open(
      String kind, KeyValueArguments arguments, Map<String, String> ready) throws Exception {
    return switch (kind) {
      case "textbook-slave" -> TextbookSlave.start(arguments);
      case "textbook-master" -> TextbookMaster.start(arguments, ready);
      case "hazelcast" -> HazelcastMember.start(arguments);
      case "ntp-server" -> NtpServer.start(arguments, ready);
      case "ntp-client" -> NtpClient.start(arguments);
      default -> throw new IllegalArgumentException("'%s' is no clock's kind".formatted(kind));
    };
  }

  private static void readOrders(ForeignClock clock) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      if (words.length == 2 && words[0].equals("step")) {
        clock.step(Long.parseLong(words[1]));
      } else if (words.length == 2 && words[0].equals("lie")) {
        clock.lie(Long.parseLong(words[1]));
      } else {
        System.err.println("bench: unknown word of the parent: " + line);
      }
    }
  }
}
