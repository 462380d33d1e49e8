package berkeley;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rules of the architecture: which module may use which, and what pure code may not use.
 *
 * <p>Ordinary Jupiter tests on purpose: ArchUnit's own test engine ran no rule at all beside the
 * other engines of this build, and reported success.
 */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("berkeley");

  /** What each module may use, beside itself. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("api"),
          entry("master", "api"),
          entry("node", "api", "master"),
          entry("simulator", "api", "master", "node"),
          entry("playground", "api", "master", "node", "simulator"),
          entry("transport", "api"),
          entry("testing", "api"),
          entry("recipes", "api"),
          entry("slave", "api", "master", "node", "transport"),
          entry("zookeeper", "api", "transport", "slave", "node"),
          entry("harness", "api", "master", "node", "simulator", "transport", "slave"),
          entry(
              "launcher",
              "api",
              "master",
              "node",
              "simulator",
              "transport",
              "slave",
              "zookeeper",
              "harness"));

  private static Map.Entry<String, Set<String>> entry(String module, String... uses) {
    return Map.entry(module, Set.of(uses));
  }

  /** Code that is given time, randomness and replies, and fetches none of them. */
  private static final String[] PURE = {
    "berkeley.api..",
    "berkeley.master..",
    "berkeley.node..",
    "berkeley.simulator..",
    "berkeley.playground.."
  };

  @Test
  void everyModuleIsFound() {
    assertTrue(CLASSES.size() > 50, () -> "only %d classes found".formatted(CLASSES.size()));
    Set<String> modules =
        CLASSES.stream()
            .map(type -> type.getPackageName().split("\\."))
            .filter(parts -> parts.length > 1)
            .map(parts -> parts[1])
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(ARROWS.keySet()), modules);
  }

  @Test
  void whoeverEmbedsANodeSeesFewTypes() {
    Set<String> seen =
        CLASSES.stream()
            .filter(type -> type.getPackageName().matches("berkeley\\.slave(\\.monitoring)?"))
            .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(PUBLIC))
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        new TreeSet<>(
            Set.of(
                "DuplicateNameException",
                "ElectionBuilder",
                "FailureCause",
                "Mastership",
                "Node",
                "NodeBuilder",
                "NodeMXBean",
                "RoundsBuilder")),
        seen);
  }

  @Test
  void arrowsRunOneWay() {
    ARROWS.forEach(
        (module, uses) ->
            noClasses()
                .that()
                .resideInAPackage("berkeley." + module + "..")
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage("berkeley..")
                        .and(not(resideInAnyPackage("berkeley." + module + "..")))
                        .and(
                            not(
                                resideInAnyPackage(
                                    uses.stream()
                                        .map(used -> "berkeley." + used + "..")
                                        .toArray(String[]::new)))))
                .check(CLASSES));
  }

  // An embedded node needs slf4j and nothing else: annotations of JSpecify are not loaded. Only the
  // optional module uses ZooKeeper.
  @Test
  void theCoreKnowsNoLibraryButSlf4jAndNoZooKeeper() {
    classes()
        .that()
        .resideInAnyPackage(
            "berkeley.api..",
            "berkeley.master..",
            "berkeley.node..",
            "berkeley.simulator..",
            "berkeley.transport..",
            "berkeley.slave..",
            "berkeley.recipes..",
            "berkeley.testing..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "berkeley..", "java..", "javax..", "jdk..", "org.slf4j..", "org.jspecify.."))
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("berkeley.zookeeper..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache..", "io.netty.."))
        .check(CLASSES);
  }

  @Test
  void noPackageCycles() {
    slices().matching("berkeley.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void pureCodeKnowsNoRmi() {
    DescribedPredicate<JavaClass> network =
        resideInAnyPackage("java.rmi..", "java.net..", "javax.net..", "java.nio.channels..");
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .and()
        .resideOutsideOfPackage("berkeley.api.wire")
        .should()
        .dependOnClassesThat(network)
        .check(CLASSES);
    // The contract itself: what RMI calls, and nothing that calls it.
    noClasses()
        .that()
        .resideInAPackage("berkeley.api.wire")
        .should()
        .dependOnClassesThat(
            network
                .and(not(equivalentTo(Remote.class)))
                .and(not(equivalentTo(RemoteException.class))))
        .check(CLASSES);
  }

  /**
   * A node's state changes on its loop alone, so nothing locks it. Only applications that await
   * something of a clock wait in a monitor.
   */
  @Test
  void pureCodeTakesNoLock() {
    noMethods()
        .that()
        .areDeclaredInClassesThat(resideInAnyPackage(PURE))
        .and()
        .areDeclaredInClassesThat(not(simpleName("Waiters")))
        .should()
        .haveModifier(SYNCHRONIZED)
        .check(CLASSES);
  }

  @Test
  void pureCodeKnowsNoThread() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            assignableTo(Thread.class)
                .or(assignableTo(ExecutorService.class))
                .or(assignableTo(Future.class))
                .or(assignableTo(Lock.class))
                .or(equivalentTo(Executors.class))
                .or(equivalentTo(Timer.class)))
        .check(CLASSES);
  }

  @Test
  void pureCodeKnowsNoProcess() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            assignableTo(ProcessHandle.class)
                .or(assignableTo(Process.class))
                .or(equivalentTo(ProcessBuilder.class))
                .or(equivalentTo(Runtime.class)))
        .check(CLASSES);
  }

  @Test
  void pureCodeReadsNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .accessTargetWhere(callOf(System.class, "nanoTime|currentTimeMillis"))
        .orShould()
        .accessTargetWhere(callOf(Instant.class, "now"))
        .orShould()
        .accessTargetWhere(callOf(Clock.class, "system.*|tick.*"))
        .check(CLASSES);
  }

  /** A stamp of one counter must not meet a deadline by another. */
  @Test
  void whatIsDatedByTicksHasThemFromOnePlace() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "berkeley.transport..",
            "berkeley.slave..",
            "berkeley.zookeeper..",
            "berkeley.harness..",
            "berkeley.launcher..")
        .and()
        .doNotHaveSimpleName("HostTicks")
        .should()
        .accessTargetWhere(callOf(System.class, "nanoTime"))
        .check(CLASSES);
  }

  @Test
  void pureCodeDrawsNoUnseededRandomNumber() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat(equivalentTo(ThreadLocalRandom.class))
        .orShould()
        .accessTargetWhere(callOf(Math.class, "random"))
        .check(CLASSES);
  }

  @Test
  void onlyTheLauncherReadsTheEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage("berkeley.launcher..")
        .should()
        .accessTargetWhere(callOf(System.class, "getenv"))
        .check(CLASSES);
  }

  @Test
  void onlyTheLauncherEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("berkeley.launcher..")
        .should()
        .accessTargetWhere(callOf(System.class, "exit"))
        .orShould()
        .accessTargetWhere(callOf(Runtime.class, "halt"))
        .check(CLASSES);
  }

  @Test
  void eachSimpleNameIsUsedOnce() {
    Map<String, Long> counts =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().isEmpty())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
    counts.values().removeIf(count -> count == 1);
    assertEquals(Map.of(), counts);
  }

  /** Matches a call or a method reference. */
  private static DescribedPredicate<JavaAccess<?>> callOf(Class<?> type, String methods) {
    return DescribedPredicate.describe(
        "%s.(%s)".formatted(type.getSimpleName(), methods),
        access ->
            access.getTargetOwner().isEquivalentTo(type) && access.getName().matches(methods));
  }
}
