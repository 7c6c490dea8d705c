package org.metricloss.experiments;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dependencies run one way: experiments to results and core; losses and engines to core; siblings never see each other. */
class ArchitectureTest {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.metricloss");

    private static final List<String> ROOTS = List.of(
            "base",
            "formats",
            "core",
            "engine.djl",
            "engine.tensorflow",
            "loss.softmax",
            "loss.proxy",
            "loss.center",
            "loss.contrastive",
            "loss.ranking",
            "loss.triplet",
            "datasets",
            "models",
            "results",
            "experiments");

    /** As {@code LocalDateTime.now} and {@code Clock.systemUTC} do, with a zone or without; instants are apart. */
    private static final DescribedPredicate<JavaMethodCall> ASKS_WHAT_DATE_IT_IS = DescribedPredicate.describe(
            "ask what date or time it is",
            call -> call.getTargetOwner().getPackageName().equals("java.time")
                    && !call.getTargetOwner().isEquivalentTo(Instant.class)
                    && call.getName().matches("now|system.*|tick.*"));

    /** Rules about no classes hold; this fails first if a module's classes were not seen. */
    @Test
    void everyModuleIsSeen() {
        for (String root : ROOTS) {
            assertThat(CLASSES.stream().filter(c -> isIn(c.getPackageName(), root)))
                    .as("classes of org.metricloss." + root)
                    .isNotEmpty();
        }
    }

    /** A new module is added to the list, and to the rules. */
    @Test
    void everyPackageBelongsToAModule() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .allMatch(name -> ROOTS.stream().anyMatch(root -> isIn(name, root)));
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("org.metricloss.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** A further study needs no change in the kernel or in a command. The command 'evaluate' reads embeddings, which are no run. */
    @Test
    void kernelAndCommandsKnowNoStudy() {
        noClasses()
                .that()
                .resideInAnyPackage("org.metricloss.experiments.work..", "org.metricloss.experiments.cli..")
                .and()
                .doNotHaveSimpleName("EvaluateCommand")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.metricloss.experiments.training",
                        "org.metricloss.experiments.cost..",
                        "org.metricloss.results.training..",
                        "org.metricloss.results.cost..")
                .check(CLASSES);
    }

    @Test
    void baseKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("org.metricloss.base..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.metricloss.base..", "java..")
                .check(CLASSES);
    }

    @Test
    void coreKnowsBaseAlone() {
        noClasses()
                .that()
                .resideInAPackage("org.metricloss.core..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.metricloss.core..", "org.metricloss.base..", "java..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({"formats, base", "datasets, core formats base", "models, core formats base"})
    void moduleKnowsNoOtherOfOursThan(String module, String others) {
        String[] allowed = Stream.concat(Stream.of(module), Stream.of(others.split(" ")))
                .map(each -> "org.metricloss." + each + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("org.metricloss." + module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.metricloss..").and(resideOutsideOfPackages(allowed)))
                .check(CLASSES);
    }

    @Test
    void resultsKnowsNoTensor() {
        noClasses()
                .that()
                .resideInAPackage("org.metricloss.results..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.metricloss.core..",
                        "org.metricloss.engine..",
                        "org.metricloss.loss..",
                        "org.metricloss.datasets..",
                        "org.metricloss.models..",
                        "org.metricloss.experiments..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "loss"})
    void lossesAndEnginesKnowOnlyCore(String family) {
        noClasses()
                .that()
                .resideInAPackage("org.metricloss." + family + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.metricloss.results..", "org.metricloss.experiments..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.metricloss." + family + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.metricloss." + (family.equals("engine") ? "loss" : "engine") + "..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "loss"})
    void siblingsNeverSeeEachOther(String family) {
        slices().matching("org.metricloss." + family + ".(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    /** Each package is a slice of its own: one that needs another must not be needed by it. */
    @Test
    void packagesOfCoreEnginesAndLossesHaveNoCycle() {
        JavaClasses classes = CLASSES.that(JavaClass.Predicates.resideInAnyPackage(
                "org.metricloss.core..", "org.metricloss.engine..", "org.metricloss.loss.."));
        slices().matching("org.metricloss.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void packagesOfResultsHaveNoCycle() {
        JavaClasses classes = CLASSES.that(resideInAPackage("org.metricloss.results.."));
        slices().matching("org.metricloss.results.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    /** What the reports of all studies share knows none of them, and one study does not know another. */
    @Test
    void resultsOfAStudyAreKnownToNoOther() {
        noClasses()
                .that(resideInAPackage("org.metricloss.results..")
                        .and(resideOutsideOfPackages(
                                "org.metricloss.results.training..", "org.metricloss.results.cost..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.metricloss.results.training..", "org.metricloss.results.cost..")
                .check(CLASSES);
        slices().matching("org.metricloss.results.(training|cost)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    /** Losses and engines are found on the class path; naming one in code would make it special. */
    @Test
    void experimentsNameNoEngineAndNoLoss() {
        noClasses()
                .that()
                .resideInAPackage("org.metricloss.experiments..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.metricloss.engine..", "org.metricloss.loss..")
                .check(CLASSES);
    }

    /**
     * Durations are taken on the monotonic clock; what time it is goes into the manifest, names a comparison's folder, and marks
     * files of the cache as used.
     */
    @Test
    void onlyManifestsComparisonsAndTheCacheAskWhatTimeItIs() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .callMethodWhere(ASKS_WHAT_DATE_IT_IS)
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.metricloss.experiments.work.StudyRun")
                .and()
                .doNotHaveFullyQualifiedName("org.metricloss.experiments.work.RunMerge")
                .and()
                .doNotHaveFullyQualifiedName("org.metricloss.experiments.cli.SeveralRuns")
                .and()
                .doNotHaveFullyQualifiedName("org.metricloss.datasets.ImageCache")
                .should()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    private static boolean isIn(String packageName, String root) {
        String full = "org.metricloss." + root;
        return packageName.equals(full) || packageName.startsWith(full + ".");
    }
}
