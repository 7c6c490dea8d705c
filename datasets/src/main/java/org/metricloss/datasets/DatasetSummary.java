package org.metricloss.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.evaluation.QueryGallery;

/** Describes the contents of a data set for the console. */
public final class DatasetSummary {
    private DatasetSummary() {}

    /**
     * {@return for each part, its numbers of samples and classes with the smallest and the largest class; and what was skipped in folders}
     *
     * @param dataset the data set
     * @param settings the settings with which it was opened
     */
    public static List<String> lines(Dataset dataset, DatasetSettings settings) {
        List<String> lines = new ArrayList<>();
        lines.add(line("training", dataset.train()));
        if (dataset.validation().size() > 0) {
            lines.add(line("validation", dataset.validation()));
        }
        lines.add(line("test", dataset.test()) + (dataset.isOpenSet() ? ", never trained on" : ""));
        dataset.queryGallery().ifPresent(parts -> lines.add(queries(parts, dataset.test())));
        lines.addAll(EqualSamples.notLookedFor(dataset));
        if (settings.type().equals(ImageFolder.NAME)) {
            lines.addAll(ImageFolder.passedOver(settings));
        }
        PublishedSet.named(settings.type()).ifPresent(set -> lines.addAll(set.passedOver(settings)));
        return lines;
    }

    /**
     * {@return what users and readers should know of a run: for each part of a published data set, that its size is not the
     * published one; what was noticed when its files were read; and how many samples are equal}
     *
     * @param dataset the data set
     * @param settings the settings with which it was opened
     */
    public static List<String> warnings(Dataset dataset, DatasetSettings settings) {
        List<String> warnings = new ArrayList<>();
        PublishedSet.named(settings.type()).ifPresent(set -> warnings.addAll(set.warnings(dataset, settings)));
        warnings.addAll(dataset.notes());
        warnings.addAll(EqualSamples.lines(dataset));
        return warnings;
    }

    private static String queries(QueryGallery parts, SampleSet test) {
        long alone = parts.queriesWithoutMatch(test.labels());
        return String.format(
                Locale.ROOT,
                "of the test part, %,d queries in a gallery of %,d%s%s",
                parts.queries(),
                test.size() - parts.queries(),
                parts.groups().isPresent() ? ", without the samples of their own class and group" : "",
                alone > 0
                        ? String.format(Locale.ROOT, "; %,d queries have no sample of their class there", alone)
                        : "");
    }

    private static String line(String part, SampleSet samples) {
        int[] sizes = Arrays.stream(samples.samplesByClass())
                .mapToInt(ofClass -> ofClass.length)
                .toArray();
        int[] present =
                IntStream.range(0, sizes.length).filter(i -> sizes[i] > 0).toArray();
        int smallest = Arrays.stream(present)
                .reduce((a, b) -> sizes[b] < sizes[a] ? b : a)
                .orElseThrow();
        int largest = Arrays.stream(present)
                .reduce((a, b) -> sizes[b] > sizes[a] ? b : a)
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s part: %,d %s in %,d classes; smallest class %s with %,d, largest %s with %,d",
                part,
                samples.size(),
                samples.noun(),
                present.length,
                samples.classNames().get(smallest),
                sizes[smallest],
                samples.classNames().get(largest),
                sizes[largest]);
    }
}
