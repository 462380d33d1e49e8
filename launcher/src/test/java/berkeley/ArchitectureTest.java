package berkeley;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;

/** The rules of the house: which way the arrows run, and what code that decides may not touch. */
@AnalyzeClasses(packages = "berkeley", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

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

  @ArchTest
  static final ArchRule arrowsRunFromLauncherToSlaveToMasterToApi =
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
          .layer("launcher")
          .definedBy("berkeley.launcher..")
          .whereLayer("launcher")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("simulator")
          .mayOnlyBeAccessedByLayers("launcher")
          .whereLayer("slave")
          .mayOnlyBeAccessedByLayers("simulator", "launcher")
          .whereLayer("master")
          .mayOnlyBeAccessedByLayers("slave", "simulator", "launcher");

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("berkeley.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule codeThatDecidesKnowsNoRmi =
      noClasses()
          .that()
          .resideInAnyPackage(DECIDING)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.rmi..", "java.net..", "javax.net..", "java.nio.channels.."));

  @ArchTest
  static final ArchRule codeThatDecidesKnowsNoThread =
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
                  .or(JavaClass.Predicates.equivalentTo(java.util.Timer.class)));

  @ArchTest
  static final ArchRule codeThatDecidesReadsNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(DECIDING)
          .should()
          .accessTargetWhere(callOf(System.class, "nanoTime|currentTimeMillis"))
          .orShould()
          .accessTargetWhere(callOf(Instant.class, "now"))
          .orShould()
          .accessTargetWhere(callOf(Clock.class, "system.*|tick.*"));

  @ArchTest
  static final ArchRule codeThatDecidesDrawsNoUnseededRandomNumber =
      noClasses()
          .that()
          .resideInAnyPackage(DECIDING)
          .should()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat(JavaClass.Predicates.equivalentTo(ThreadLocalRandom.class))
          .orShould()
          .accessTargetWhere(callOf(Math.class, "random"));

  @ArchTest
  static final ArchRule onlyShellsTalk =
      noClasses()
          .that()
          .resideOutsideOfPackages(TALKING)
          .and()
          .resideOutsideOfPackage("berkeley.api")
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.rmi.."));

  @ArchTest
  static final ArchRule onlyTheLauncherReadsEnvironmentAndEndsTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("berkeley.launcher..")
          .should()
          .accessTargetWhere(callOf(System.class, "getenv|exit"));

  /** A call or a method reference. */
  private static DescribedPredicate<JavaAccess<?>> callOf(Class<?> type, String methods) {
    return DescribedPredicate.describe(
        "%s.(%s)".formatted(type.getSimpleName(), methods),
        access ->
            access.getTargetOwner().isEquivalentTo(type) && access.getName().matches(methods));
  }
}
