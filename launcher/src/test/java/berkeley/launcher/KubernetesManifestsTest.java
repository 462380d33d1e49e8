package berkeley.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** The manifests of docs/kubernetes, as far as a build can check them: that they agree. */
class KubernetesManifestsTest {

  private static final Path FOLDER = Path.of("..", "docs", "kubernetes");

  private final List<Object> documents = new ArrayList<>();

  @BeforeEach
  void read() throws IOException {
    try (Reader text = Files.newBufferedReader(FOLDER.resolve("berkeley.yaml"))) {
      new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(documents::add);
    }
  }

  private Object document(String kind) {
    return documents.stream()
        .filter(each -> kind.equals(at(each, "kind")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind));
  }

  /** Returns what lies at a path of keys and, where there is a list, indices. */
  private static Object at(Object from, Object... path) {
    Object value = from;
    for (Object step : path) {
      Object next =
          step instanceof Integer index
              ? ((List<?>) value).get(index)
              : ((Map<?, ?>) value).get(step);
      assertNotNull(next, () -> "no %s in %s".formatted(step, List.of(path)));
      value = next;
    }
    return value;
  }

  private Object pod() {
    return at(document("StatefulSet"), "spec", "template", "spec");
  }

  private Object container() {
    return at(pod(), "containers", 0);
  }

  private List<String> arguments() {
    return ((List<?>) at(container(), "args"))
        .stream().map(each -> each.toString().replace("$(POD_NAME)", "berkeley-0")).toList();
  }

  private String argument(String name) {
    return arguments().stream()
        .filter(each -> each.startsWith("--" + name + "="))
        .map(each -> each.substring(name.length() + 3))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no --" + name));
  }

  @Test
  void theCommandTakesTheArguments() {
    CommandLine.ParseResult parsed =
        Berkeley.commandLine().parseArgs(arguments().toArray(String[]::new));
    assertEquals("slave", parsed.subcommand().commandSpec().name());
  }

  @Test
  void everySelectorFindsThePods() {
    Object labels = at(document("StatefulSet"), "spec", "template", "metadata", "labels");
    assertEquals(labels, at(document("StatefulSet"), "spec", "selector", "matchLabels"));
    assertEquals(labels, at(document("Service"), "spec", "selector"));
    assertEquals(labels, at(document("PodDisruptionBudget"), "spec", "selector", "matchLabels"));
    assertEquals(labels, at(document("NetworkPolicy"), "spec", "podSelector", "matchLabels"));
  }

  @Test
  void portsAgree() {
    Object port = Integer.valueOf(argument("port"));
    assertEquals(port, at(document("Service"), "spec", "ports", 0, "port"));
    assertEquals(port, at(container(), "ports", 0, "containerPort"));
    assertEquals(port, at(document("NetworkPolicy"), "spec", "ingress", 0, "ports", 0, "port"));
    assertEquals(port, at(document("NetworkPolicy"), "spec", "egress", 0, "ports", 0, "port"));
    Object metrics = Integer.valueOf(argument("metrics").replace("0.0.0.0:", ""));
    assertEquals(metrics, at(container(), "ports", 1, "containerPort"));
    assertEquals(metrics, at(document("NetworkPolicy"), "spec", "ingress", 1, "ports", 0, "port"));
  }

  @Test
  void theServiceListsAllPodsUnderTheNameThatNodesAsk() {
    Object service = at(document("Service"), "metadata", "name");
    assertEquals("None", at(document("Service"), "spec", "clusterIP"));
    assertEquals(true, at(document("Service"), "spec", "publishNotReadyAddresses"));
    assertEquals(service, at(document("StatefulSet"), "spec", "serviceName"));
    assertEquals(service + ":" + argument("port"), argument("registry"));
    assertEquals(argument("id") + "." + service, argument("advertise"));
    assertEquals("Parallel", at(document("StatefulSet"), "spec", "podManagementPolicy"));
  }

  @Test
  void theQuorumIsTheMajorityOfTheReplicas() {
    int replicas = (Integer) at(document("StatefulSet"), "spec", "replicas");
    assertEquals(replicas / 2 + 1, Integer.parseInt(argument("quorum")));
    int away = (Integer) at(document("PodDisruptionBudget"), "spec", "maxUnavailable");
    assertTrue(replicas - away >= replicas / 2 + 1);
  }

  @Test
  void everyReplicaHasItsKeys() {
    assertEquals(argument("tls"), at(container(), "volumeMounts", 0, "mountPath"));
    Set<String> paths =
        ((List<?>) at(pod(), "volumes", 0, "secret", "items"))
            .stream().map(each -> at(each, "path").toString()).collect(Collectors.toSet());
    Set<String> wanted = new HashSet<>();
    for (int i = 0; i < (Integer) at(document("StatefulSet"), "spec", "replicas"); i++) {
      for (String file : List.of("node.p12", "password", "authority.pem")) {
        wanted.add("berkeley-%d/%s".formatted(i, file));
      }
    }
    assertEquals(wanted, paths);
  }

  @Test
  void everyMountHasItsVolume() {
    Set<Object> volumes =
        ((List<?>) at(pod(), "volumes"))
            .stream().map(each -> at(each, "name")).collect(Collectors.toSet());
    Set<Object> mounts =
        ((List<?>) at(container(), "volumeMounts"))
            .stream().map(each -> at(each, "name")).collect(Collectors.toSet());
    assertEquals(volumes, mounts);
  }

  @Test
  void onlyReadinessAsksForTheClock() {
    assertEquals("/readyz", at(container(), "readinessProbe", "httpGet", "path"));
    assertEquals("/healthz", at(container(), "livenessProbe", "httpGet", "path"));
    assertEquals("/healthz", at(container(), "startupProbe", "httpGet", "path"));
  }

  @Test
  void theImageIsOfTheDistribution() throws IOException {
    String dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));
    assertTrue(dockerfile.contains("ADD berkeley-${VERSION}.tar.gz /opt/"), dockerfile);
    assertTrue(dockerfile.contains("USER 10001"), dockerfile);
    assertEquals(10001, at(pod(), "securityContext", "runAsUser"));
  }
}
