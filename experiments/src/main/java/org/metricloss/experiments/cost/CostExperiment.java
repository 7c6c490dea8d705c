package org.metricloss.experiments.cost;

import java.nio.file.Path;
import java.util.List;
import org.metricloss.core.engine.Device;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.SourceText;
import org.metricloss.experiments.file.StudySettings;

/**
 * A cost study: the timed losses, their sizes, the engines and the method of timing. Every default is resolved.
 *
 * @param name the name under which its runs are stored
 * @param engines the ids of the engines, at least one, each once
 * @param threads the threads that one operation may use, in [1, {@value StudySettings#MAX_THREADS}]
 * @param device what the engines compute on
 * @param seed the seed of the embeddings, the initial weights and the order of the points
 * @param dimensions the embedding dimensions, at least one, each once
 * @param classesFixed true if the number of classes stays fixed as n grows; false if the samples per class stay fixed
 * @param fixedCounts the fixed numbers of classes, or of samples per class, at least one, each once
 * @param network the network through which every member of a listed tuple passes
 * @param sampleTuples how many listed tuples a timed training step takes
 * @param timing how a point is measured
 * @param baseline the name of the loss that the others are compared with
 * @param series the losses with their algorithms, at least one, in the file's order
 */
public record CostExperiment(
        String name,
        List<String> engines,
        int threads,
        Device device,
        long seed,
        List<Integer> dimensions,
        boolean classesFixed,
        List<Integer> fixedCounts,
        NamedNetwork network,
        int sampleTuples,
        CostTiming timing,
        String baseline,
        List<CostSeries> series) {
    /** Copies the lists. */
    public CostExperiment {
        engines = List.copyOf(engines);
        dimensions = List.copyOf(dimensions);
        fixedCounts = List.copyOf(fixedCounts);
        series = List.copyOf(series);
    }

    /**
     * Reads the file of a cost study.
     *
     * @param file the file; its path is what messages begin with
     * @param overrides {@code path=value} each, applied in order
     * @param available what the file may name
     * @return the study
     * @throws ExperimentFileException if the file cannot be read, or it or an override is refused
     */
    public static CostExperiment read(Path file, List<String> overrides, Available available) {
        return parse(file.toString(), SourceText.read(file), overrides, available);
    }

    /**
     * Reads a cost study from text, such as the {@link #canonicalText} in a run's manifest.
     *
     * @param source what messages begin with
     * @param text the text
     * @param overrides {@code path=value} each, applied in order
     * @param available what the text may name
     * @return the study
     * @throws ExperimentFileException if the text or an override is refused
     */
    public static CostExperiment parse(String source, String text, List<String> overrides, Available available) {
        return new CostReader(available).read(CostReader.tree(source, text, overrides));
    }

    /**
     * {@return how many classes n samples have}
     *
     * @param samples n
     * @param fixedCount one of {@link #fixedCounts}
     */
    public int classes(int samples, int fixedCount) {
        return classesFixed ? fixedCount : samples / fixedCount;
    }

    /** {@return this study with other series and another timing} */
    public CostExperiment with(List<CostSeries> others, CostTiming otherTiming) {
        return new CostExperiment(
                name,
                engines,
                threads,
                device,
                seed,
                dimensions,
                classesFixed,
                fixedCounts,
                network,
                sampleTuples,
                otherTiming,
                baseline,
                others);
    }

    /**
     * {@return this study as JSON, which is also valid YAML, with every default written out, in a fixed order, the same
     * on every machine. Reading it gives an equal study}
     */
    public String canonicalText() {
        return CostSettings.text(this);
    }
}
