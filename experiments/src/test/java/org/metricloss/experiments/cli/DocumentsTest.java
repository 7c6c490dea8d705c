package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.datasets.DatasetType;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.StudyFile;
import org.metricloss.experiments.work.Study;
import picocli.CommandLine;

/** What documents name is there, and their commands and experiment files are understood. {@code .ci/check-docs} runs the commands. */
class DocumentsTest {
    private static final Path CONFIGS = Document.ROOT.resolve("experiments/configs");
    private static final Pattern ARGS = Pattern.compile("-Dexec\\.args=\"([^\"]*)\"");
    private static final Pattern MAIN_CLASS = Pattern.compile("-Dexec\\.mainClass=(\\S+)");
    /** Words of a command line; quotes hold words together. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");
    /** Made by the documents' own steps, or by a run. */
    private static final Pattern MADE = Pattern.compile("results/(runs|comparisons)(/.*)?|loss-brier/.*");

    private static final Pattern EXPERIMENT = Pattern.compile("[\\w+-]+\\.yaml");
    private static final Pattern CLASS = Pattern.compile("(?:[A-Z][a-z0-9]+){2,}");
    /** Classes of Java and of libraries. */
    private static final Set<String> FOREIGN = Set.of("ServiceLoader", "SnakeYAML");

    @TempDir
    private Path folder;

    static List<Document> documents() throws IOException {
        return Document.all();
    }

    static List<Path> experimentFiles() throws IOException {
        try (Stream<Path> files = Files.list(CONFIGS)) {
            return files.sorted().toList();
        }
    }

    @Test
    void readmeIsAtMostTenKilobytes() throws IOException {
        assertThat(Files.size(Document.ROOT.resolve("README.md"))).isBetween(1_000L, 10_000L);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Document document) throws IOException {
        for (String link : document.links()) {
            if (link.startsWith("http")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? document.path() : document.path().resolveSibling(parts[0]);
            assertThat(target).as("%s links to %s", document, link).exists();
            if (parts.length == 2) {
                assertThat(new Document(target, Files.readString(target)).anchors())
                        .as("%s links to %s", document, link)
                        .contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void filesThatAreNamedExist(Document document) throws IOException {
        Set<String> folders = foldersOfTheProject();
        for (String code : document.code()) {
            if (isFileOfTheProject(code, folders)) {
                assertThat(Document.ROOT.resolve(code))
                        .as("%s names %s", document, code)
                        .exists();
            }
            if (EXPERIMENT.matcher(code).matches()) {
                assertThat(CONFIGS.resolve(code))
                        .as("%s names %s", document, code)
                        .exists();
            }
        }
    }

    private static Set<String> foldersOfTheProject() throws IOException {
        try (Stream<Path> files = Files.list(Document.ROOT)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static boolean isFileOfTheProject(String code, Set<String> folders) {
        return code.matches("[\\w.+-]+(/[\\w.+-]+)+/?")
                && folders.contains(code.split("/")[0])
                && !MADE.matcher(code).matches();
    }

    /** A single document may lack them; if all did, the tests of links and names would check nothing. */
    @Test
    void documentsHaveLinksAndNameFiles() throws IOException {
        Set<String> folders = foldersOfTheProject();
        List<Document> documents = documents();
        assertThat(documents.stream().flatMap(document -> document.links().stream()))
                .anyMatch(link -> !link.startsWith("http"))
                .anyMatch(link -> link.contains("#"));
        assertThat(documents.stream().flatMap(document -> document.code().stream()))
                .anyMatch(code -> isFileOfTheProject(code, folders))
                .anyMatch(code -> EXPERIMENT.matcher(code).matches());
    }

    @Test
    void classesThatAreNamedExist() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Document.ROOT)) {
            classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        int checked = 0;
        for (Document document : documents()) {
            for (String code : document.code()) {
                if (CLASS.matcher(code).matches() && !FOREIGN.contains(code)) {
                    assertThat(classes).as("%s names %s", document, code).contains(code);
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    @Test
    void everyLossAndDataSetIsInTheReadmeAndInItsOwnDocument() throws IOException {
        List<String> losses =
                LossProvider.all().all().stream().map(LossProvider::id).toList();
        List<String> dataSets =
                Datasets.ofEnvironment().types().stream().map(DatasetType::name).toList();
        assertThat(named("README.md")).containsAll(losses).containsAll(dataSets);
        assertThat(named("docs/losses.md")).containsAll(losses);
        assertThat(named("docs/data.md")).containsAll(dataSets);
    }

    private static List<String> named(String file) throws IOException {
        Path path = Document.ROOT.resolve(file);
        return new Document(path, Files.readString(path)).code();
    }

    @ParameterizedTest
    @MethodSource("experimentFiles")
    void experimentFileIsRead(Path file) {
        read(file, List.of());
    }

    /** A part of a file, such as a network of its own, takes the place of the quickstart's. */
    @Test
    void experimentFilesInDocumentsAreRead() throws IOException {
        String quickstart = Files.readString(CONFIGS.resolve("quickstart.yaml"));
        int read = 0;
        for (Document document : documents()) {
            for (String block : document.blocks("yaml")) {
                Path file = Files.writeString(folder.resolve(read++ + ".yaml"), whole(block, quickstart));
                read(file, List.of());
            }
        }
        assertThat(read).isGreaterThan(3);
    }

    @Test
    void readmeShowsTheQuickstart() throws IOException {
        Document readme = new Document(Path.of("README.md"), Files.readString(Document.ROOT.resolve("README.md")));
        String file = Files.readString(CONFIGS.resolve("quickstart.yaml")).replaceAll("(?m)^#.*\\n", "");
        assertThat(readme.blocks("yaml")).containsExactly(file);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsAreUnderstood(Document document) throws IOException {
        if (hasAProgramOfItsOwn(document)) {
            return;
        }
        for (String block : document.blocks("sh")) {
            for (String command :
                    block.lines().filter(line -> line.contains("exec:java")).toList()) {
                understand(document + ": " + command, command);
            }
        }
        assertThat(document.blocks(""))
                .as("%s: commands stand in blocks that are marked 'sh'", document)
                .noneMatch(block -> block.contains("exec:java"));
    }

    /** An example project may run a program that is not MetricLoss; {@code .ci/check-example} runs it. */
    private static boolean hasAProgramOfItsOwn(Document document) throws IOException {
        Path pom = document.path().resolveSibling("pom.xml");
        return document.path().startsWith(Document.ROOT.resolve("examples"))
                && Files.exists(pom)
                && !Files.readString(pom).contains("<exec.mainClass>" + Main.class.getName() + "<");
    }

    private static void understand(String where, String command) throws IOException {
        Matcher mainClass = MAIN_CLASS.matcher(command);
        if (mainClass.find()) {
            String source = mainClass.group(1).replace('.', '/') + ".java";
            try (Stream<Path> files = Files.walk(Document.ROOT)) {
                assertThat(files.anyMatch(file -> file.endsWith(source)))
                        .as(where)
                        .isTrue();
            }
            return;
        }
        Matcher matcher = ARGS.matcher(command);
        assertThat(matcher.find()).as(where).isTrue();
        List<String> words = WORD.matcher(matcher.group(1))
                .results()
                .map(word -> word.group().replace("'", ""))
                .toList();
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words.toArray(String[]::new));
        if (words.get(0).equals("run") && !words.get(1).equals("experiment.yaml")) {
            List<String> overrides = new ArrayList<>();
            for (int i = 2; i < words.size(); i++) {
                if (words.get(i - 1).equals("--set") && !words.get(i).contains("brier")) {
                    overrides.add(words.get(i));
                }
            }
            read(Document.ROOT.resolve(words.get(1)), overrides);
        }
    }

    private static String whole(String block, String quickstart) {
        if (block.startsWith("name:") || block.startsWith("study:")) {
            return block;
        }
        String key = block.substring(0, block.indexOf(':') + 1);
        // The key with the indented lines below it gives way to the block.
        String rest = quickstart.replaceAll("(?m)^" + Pattern.quote(key) + ".*\\R?(?: .*\\R?)*", "");
        // Tuning holds parts of the training part out by folds, and tunes three of the objectives.
        return rest + "\n" + block;
    }

    private static void read(Path file, List<String> overrides) {
        List<String> studies = Study.all().all().stream().map(Study::id).toList();
        Study.all().get(StudyFile.of(file, studies)).experiment(file, overrides);
    }
}
