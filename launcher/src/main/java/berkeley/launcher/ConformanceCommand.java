package berkeley.launcher;

import berkeley.api.SynchronizedClock;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.conformance.BoundClocks;
import berkeley.harness.conformance.ClockExaminer;
import berkeley.harness.conformance.Finding;
import berkeley.harness.conformance.Finding.Kind;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusClient;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.node.SecurityOptions;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import java.io.PrintWriter;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries somebody's own clock, or master, against the contract. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = {
      "Tries the clock that is bound as NAME against the contract of ClockRemote, and says in"
          + " sentences what it does wrong: reads it, corrects it by 20 ms, repeats itself, and"
          + " sends what a master sends that has been replaced. No master may run meanwhile.",
      "With --master it binds three clocks of its own, waits for a master to find them, and tries"
          + " that: how it corrects them, and what it does when one fails, hangs, is started again"
          + " or lies.",
      "Exit code 1 if something is against the contract."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley conformance --registry 127.0.0.1:1099 mine",
      "  berkeley conformance --registry 127.0.0.1:1099 --master"
    })
final class ConformanceCommand implements Callable<Integer> {

  private static final Duration CALL_LIMIT = Duration.ofSeconds(2);
  private static final int CLOCKS = 3;

  @Spec private CommandSpec command;

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The name under which the clock is bound.")
  private @Nullable String name;

  @Option(names = "--master", description = "Try a master instead, which is started meanwhile.")
  private boolean master;

  @Option(
      names = "--names",
      paramLabel = "NAME",
      split = ",",
      description = "With --master: the names of the three clocks (default: a,b,c).")
  private List<String> names = List.of("a", "b", "c");

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = "With --master: how long to wait for it (default: 1m).")
  private Duration firstLimit = Duration.ofMinutes(1);

  @Option(
      names = "--limit",
      paramLabel = "DURATION",
      description =
          "With --master: within what time it has to do what it should, several of its rounds"
              + " (default: 10s).")
  private Duration limit = Duration.ofSeconds(10);

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    requireSense();
    ClusterAddress address = cluster.clusterAddress();
    security.install(address.registriesNow());
    List<Finding> findings = name == null ? ofMaster(address) : ofClock(address, name);
    boolean keeps = findings.stream().noneMatch(each -> each.kind() == Kind.BROKEN);
    if (json) {
      out().println(document(findings, keeps));
    } else {
      findings.forEach(each -> out().println(line(each)));
      out().println(summary(findings, keeps));
    }
    return keeps ? ExitCode.DONE : ExitCode.AIM_MISSED;
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private void requireSense() {
    if (master == (name != null)) {
      throw usage("give the NAME of a clock, or --master");
    }
    if (new HashSet<>(names).size() != CLOCKS || names.size() != CLOCKS) {
      throw usage("--names: wanted three different names, found " + String.join(",", names));
    }
    if (firstLimit.isNegative() || limit.toMillis() < 100) {
      throw usage("--wait and --limit: at least 100ms");
    }
  }

  private ParameterException usage(String line) {
    return new ParameterException(command.commandLine(), line);
  }

  private List<Finding> ofMaster(ClusterAddress address) throws InterruptedException {
    try (BoundClocks clocks = new BoundClocks(address)) {
      command
          .commandLine()
          .getErr()
          .println("%s are bound; start the master now".formatted(String.join(", ", names)));
      return clocks.examineMaster(names, ConformanceCommand::wallNanos, firstLimit, limit);
    }
  }

  private static List<Finding> ofClock(ClusterAddress address, String name)
      throws InterruptedException {
    StatusClient client = new StatusClient(address, CALL_LIMIT);
    ClusterStatus survey = client.surveyOfSomeRegistry();
    Optional<NodeStatus> leader = survey.leader();
    if (leader.isPresent()) {
      throw CommandFailure.aimMissed(
          "%s leads here, and its corrections would be mistaken for what the clock does; end it first"
              .formatted(leader.get().id()));
    }
    return new ClockExaminer(name, find(client, name), ConformanceCommand::wallNanos).examine();
  }

  private static ClockRemote find(StatusClient client, String name) {
    try {
      Remote bound = client.find(name);
      if (bound instanceof ClockRemote clock) {
        return clock;
      }
      throw CommandFailure.aimMissed(
          "the object bound as '%s' is no %s: let your class implement that interface, of berkeley-api"
              .formatted(name, ClockRemote.class.getName()));
    } catch (RemoteException e) {
      if (e.getCause() instanceof ClassNotFoundException unknown) {
        throw CommandFailure.aimMissed(
            "what is bound as '%s' implements %s, which a master does not know: let it implement %s, of berkeley-api, alone"
                .formatted(name, unknown.getMessage(), ClockRemote.class.getName()));
      }
      throw CommandFailure.missing(
          "'%s' cannot be looked up (%s); bind your clock under that name, and see berkeley status"
              .formatted(name, LogText.of(e)),
          e);
    }
  }

  private static long wallNanos() {
    return SynchronizedClock.toNanos(Instant.now());
  }

  private static String line(Finding finding) {
    String mark =
        switch (finding.kind()) {
          case KEPT -> "ok      ";
          case NOTE -> "note    ";
          case BROKEN -> "WRONG   ";
          case UNTRIED -> "untried ";
        };
    return mark + finding.sentence();
  }

  private String summary(List<Finding> findings, boolean keeps) {
    String who = master ? "the master" : name;
    long wrong = findings.stream().filter(each -> each.kind() == Kind.BROKEN).count();
    return keeps
        ? who + " keeps the contract, as far as it was tried"
        : "%s breaks the contract in %d %s".formatted(who, wrong, wrong == 1 ? "way" : "ways");
  }

  private String document(List<Finding> findings, boolean keeps) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", master ? null : name);
    document.put("keeps_contract", keeps);
    document.put(
        "findings",
        findings.stream()
            .map(
                each -> {
                  Map<String, Object> values = new LinkedHashMap<>();
                  values.put("kind", each.kind().name());
                  values.put("subject", each.subject());
                  values.put("sentence", each.sentence());
                  return values;
                })
            .toList());
    return JsonLine.line(document);
  }
}
