package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the project in Markdown.
 *
 * @param path the file
 * @param text its content
 */
record Document(Path path, String text) {
    /** The root of the checkout; tests run in the folder of their module. */
    static final Path ROOT = Path.of("..");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /** {@return every document of the project} */
    static List<Document> all() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (String folder : List.of("docs", "examples", "results/reference")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")
                                && !file.endsWith("report.md")
                                && !file.toString().contains("target"))
                        .forEach(paths::add);
            }
        }
        for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            paths.add(ROOT.resolve(name));
        }
        List<Document> documents = new ArrayList<>();
        for (Path path : paths) {
            documents.add(new Document(path, Files.readString(path)));
        }
        return documents;
    }

    /**
     * {@return the contents of the blocks of code in a language}
     *
     * @param language as it is written after the fence; empty for none
     */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** {@return the targets of all links} */
    List<String> links() {
        return LINK.matcher(prose()).results().map(match -> match.group(1)).toList();
    }

    /** {@return what is written in backquotes} */
    List<String> code() {
        return CODE.matcher(prose()).results().map(match -> match.group(1)).toList();
    }

    /** {@return the anchors of all headings, as links name them} */
    List<String> anchors() {
        return HEADING.matcher(prose())
                .results()
                .map((MatchResult match) -> match.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return ROOT.relativize(path).toString();
    }
}
