package dev.waypoint.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program sees all modules, so that the arrows between them are checked here. */
class ArchitectureTest {
  /** Module to those that it may use; beside itself none other. */
  private static final Map<String, Set<String>> ARROWS =
      new TreeMap<>(
          Map.of(
              "protocol", Set.of(),
              "sdk", Set.of(),
              "plugin", Set.of("sdk"),
              "hcl", Set.of(),
              "git", Set.of(),
              "workflows", Set.of(),
              "activities", Set.of("workflows", "sdk", "hcl", "git"),
              "worker", Set.of("activities", "workflows", "sdk", "hcl", "protocol"),
              "gateway", Set.of("workflows", "protocol", "hcl", "git"),
              "cli", Set.of("protocol", "hcl", "worker", "gateway", "workflows")));

  /** Settings that every feature of the gateway may use, though they are kept where it starts. */
  private static final Set<String> SHARED_VALUES =
      Set.of(
          "dev.waypoint.gateway.boot.GatewayOptions",
          "dev.waypoint.gateway.boot.DatabaseOptions",
          "dev.waypoint.gateway.boot.ListenAddress",
          "dev.waypoint.gateway.boot.TlsOptions",
          "dev.waypoint.gateway.boot.GrpcPort");

  private static JavaClasses product;

  @BeforeAll
  static void read() {
    product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.waypoint");
  }

  static Set<String> modules() {
    return ARROWS.keySet();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyThoseBelowIt(String module) {
    String[] forbidden =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(module) && !ARROWS.get(module).contains(other))
            .map(ArchitectureTest::packages)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden))
        .check(product);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleIsSeen(String module) {
    assertThat(product.that(resideInAnyPackage(packages(module)))).isNotEmpty();
  }

  @Test
  void onePluginDoesNotUseAnother() {
    slices().matching("dev.waypoint.plugin.(*)..").should().notDependOnEachOther().check(product);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli", "gateway", "activities", "hcl", "worker", "workflows", "sdk"})
  void featuresDoNotDependOnEachOtherInCircles(String module) {
    slices()
        .matching("dev.waypoint." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(DescribedPredicate.alwaysTrue(), areSharedValues())
        .check(product);
  }

  @Test
  void commandsDoNotDependOnEachOtherInCircles() {
    slices().matching("dev.waypoint.cli.command.(*)..").should().beFreeOfCycles().check(product);
  }

  @Test
  void nothingUsesTheInsidesOfTheTemporalSdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.temporal.internal..")
        .check(product);
  }

  @Test
  void thereIsOneWayToLog() {
    noClasses()
        .that(areOurs())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..", "org.apache.commons.logging..", "org.apache.log4j..")
        .check(product);
  }

  @Test
  void onlyProgramsWriteToTheStandardStreams() {
    noClasses()
        .that(areOurs())
        .and()
        .resideOutsideOfPackage("dev.waypoint.cli..")
        .and()
        .doNotHaveFullyQualifiedName("dev.waypoint.hcl.HclDump")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(product);
  }

  private static DescribedPredicate<JavaClass> areOurs() {
    return DescribedPredicate.not(resideInAnyPackage("dev.waypoint.protocol.."))
        .as("are written by hand");
  }

  private static DescribedPredicate<JavaClass> areSharedValues() {
    return DescribedPredicate.describe(
        "are shared values", type -> SHARED_VALUES.contains(type.getName()));
  }

  private static String packages(String module) {
    return "dev.waypoint." + module + "..";
  }
}
