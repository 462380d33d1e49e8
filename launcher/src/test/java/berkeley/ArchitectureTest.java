package berkeley;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house: which way the arrows run, and what code that decides may not touch.
 *
 * <p>Ordinary Jupiter tests on purpose: ArchUnit's own test engine ran no rule at all beside the
 * other engines of this build, and reported success.
 */
final class ArchitectureTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("berkeley");

  /** Where code decides: it is handed time, randomness and replies, and fetches none of them. */
  private static final String[] DECIDING = {
    "berkeley.master",
    "berkeley.slave.clock",
    "berkeley.slave.discipline",
    "berkeley.slave.election",
    "berkeley.simulator",
    "berkeley.simulator.world",
    "berkeley.simulator.scenario",
    "berkeley.simulator.measure",
    "berkeley.launcher.oracle"
  };

  /**
   * Where code talks: sockets, stubs and the threads that wait for them, or what stands for them.
   */
  private static final String[] TALKING = {
    "berkeley..rmi", "berkeley.launcher..", "berkeley.slave", "berkeley.simulator.cluster"
  };

  @Test
  void theHouseIsThere() {
    assertTrue(HOUSE.size() > 50, () -> "only %d classes found".formatted(HOUSE.size()));
  }

  @Test
  void arrowsRunFromLauncherToSlaveToMasterToApi() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("api")
        .definedBy("berkeley.api..")
        .layer("master")
        .definedBy("berkeley.master..")
        .layer("slave")
        .definedBy("berkeley.slave..")
        .layer("simulator")
        .definedBy("berkeley.simulator..")
        .layer("zookeeper")
        .definedBy("berkeley.zookeeper..")
        .layer("launcher")
        .definedBy("berkeley.launcher..")
        .whereLayer("launcher")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("simulator")
        .mayOnlyBeAccessedByLayers("launcher")
        .whereLayer("zookeeper")
        .mayOnlyBeAccessedByLayers("launcher")
        .whereLayer("slave")
        .mayOnlyBeAccessedByLayers("simulator", "zookeeper", "launcher")
        .whereLayer("master")
        .mayOnlyBeAccessedByLayers("slave", "simulator", "zookeeper", "launcher")
        .check(HOUSE);
  }

  /** What an application embeds needs slf4j and nothing else; ZooKeeper is for who asks for it. */
  @Test
  void theCoreKnowsNoLibraryButSlf4jAndNoZooKeeper() {
    classes()
        .that()
        .resideInAnyPackage("berkeley.api..", "berkeley.master..", "berkeley.slave..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "berkeley.api..",
                "berkeley.master..",
                "berkeley.slave..",
                "java..",
                "javax..",
                "jdk..",
                "org.slf4j.."))
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage("berkeley.zookeeper..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache..", "io.netty.."))
        .check(HOUSE);
  }

  @Test
  void noPackageCycles() {
    slices().matching("berkeley.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void codeThatDecidesKnowsNoRmi() {
    noClasses()
        .that()
        .resideInAnyPackage(DECIDING)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.rmi..", "java.net..", "javax.net..", "java.nio.channels.."))
        .check(HOUSE);
  }

  @Test
  void codeThatDecidesKnowsNoThread() {
    noClasses()
        .that()
        .resideInAnyPackage(DECIDING)
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.assignableTo(Thread.class)
                .or(JavaClass.Predicates.assignableTo(Executor.class))
                .or(JavaClass.Predicates.assignableTo(Future.class))
                .or(JavaClass.Predicates.assignableTo(Lock.class))
                .or(JavaClass.Predicates.equivalentTo(Executors.class))
                .or(JavaClass.Predicates.equivalentTo(java.util.Timer.class)))
        .check(HOUSE);
  }

  @Test
  void codeThatDecidesReadsNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(DECIDING)
        .should()
        .accessTargetWhere(callOf(System.class, "nanoTime|currentTimeMillis"))
        .orShould()
        .accessTargetWhere(callOf(Instant.class, "now"))
        .orShould()
        .accessTargetWhere(callOf(Clock.class, "system.*|tick.*"))
        .check(HOUSE);
  }

  @Test
  void codeThatDecidesDrawsNoUnseededRandomNumber() {
    noClasses()
        .that()
        .resideInAnyPackage(DECIDING)
        .should()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat(JavaClass.Predicates.equivalentTo(ThreadLocalRandom.class))
        .orShould()
        .accessTargetWhere(callOf(Math.class, "random"))
        .check(HOUSE);
  }

  @Test
  void onlyShellsTalk() {
    noClasses()
        .that()
        .resideOutsideOfPackages(TALKING)
        .and()
        .resideOutsideOfPackage("berkeley.api")
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.rmi.."))
        .check(HOUSE);
  }

  @Test
  void onlyTheLauncherReadsEnvironmentAndEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("berkeley.launcher..")
        .should()
        .accessTargetWhere(callOf(System.class, "getenv|exit"))
        .check(HOUSE);
  }

  /** A call or a method reference. */
  private static DescribedPredicate<JavaAccess<?>> callOf(Class<?> type, String methods) {
    return DescribedPredicate.describe(
        "%s.(%s)".formatted(type.getSimpleName(), methods),
        access ->
            access.getTargetOwner().isEquivalentTo(type) && access.getName().matches(methods));
  }
}
