package org.metricloss.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.base.UserException;
import org.metricloss.experiments.cli.Main;
import org.metricloss.experiments.work.ItemFiles;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.store.RunFolder;

/** What happens to items that arrive from executors. */
class ArrivalsTest {
    private static final String FILE = """
            name: one
            dataset: digits
            network: {name: mlp, embedding: 2}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 1}
            seeds: [1]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
            """;

    @TempDir
    private Path folder;

    private RunFolder run;
    private ItemFiles item;
    private Path record;
    private final List<String> recorded = new ArrayList<>();

    @BeforeEach
    void runOneTrialAndForgetIt() throws IOException {
        Path file = Files.writeString(folder.resolve("one.yaml"), FILE);
        Main.main(new String[] {"run", file.toString(), "--results", folder.toString(), "--quiet", "--workers", "0"});
        try (Stream<Path> all = Files.list(folder.resolve("one"))) {
            run = RunFolder.open(all.findFirst().orElseThrow());
        }
        String id = run.manifest().trials().get(0);
        item = ItemFiles.read(run, id);
        record = run.path().resolve("trials").resolve(id + ".json");
        Files.delete(record);
    }

    @Test
    void anItemThatArrivesTwiceIsRecordedOnce() {
        try (Arrivals arrivals = new Arrivals(Study.of(run), run, record -> recorded.add(record.id()))) {
            arrivals.add(item);
            arrivals.add(item);
        }

        assertThat(recorded).containsExactly(item.id());
        assertThat(record).exists().hasBinaryContent(item.record());
    }

    @Test
    void anItemThatIsRefusedEndsTheRun() {
        ItemFiles changed = new ItemFiles(item.id(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.of());
        Arrivals arrivals = new Arrivals(Study.of(run), run, record -> recorded.add(record.id()));
        arrivals.add(changed);

        assertThatThrownBy(arrivals::close)
                .isInstanceOf(UserException.class)
                .hasMessageContaining(item.id() + ".json has format none, this version reads ");
        assertThat(recorded).isEmpty();
        assertThat(record).doesNotExist();
    }
}
