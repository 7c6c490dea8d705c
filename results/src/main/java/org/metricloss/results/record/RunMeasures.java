package org.metricloss.results.record;

import static org.metricloss.results.record.MeasureRecord.Direction.HIGHER_IS_BETTER;
import static org.metricloss.results.record.MeasureRecord.Direction.LOWER_IS_BETTER;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metricloss.results.statistics.Support;

/**
 * The measures that one or several runs describe, in the order in which they are shown. A record may hold other
 * measures. They are tabulated by id but not compared, because their better direction is unknown.
 *
 * @param all the measures, with different ids
 */
public record RunMeasures(List<MeasureRecord> all) {
    /**
     * The id of the measure that answers a run's question. It is fixed beforehand, because choosing it after seeing the
     * results would make the p-values wrong. Every objective and every data set has it.
     */
    public static final String PRIMARY = "recallAt1";

    /**
     * The ids of the measures that a run's answer names if the run has them: retrieval, and verification on classes
     * that were never trained on. They are fixed beforehand like {@link #PRIMARY}. The comparisons by all of them form
     * one family.
     */
    public static final List<String> HEADLINES = List.of(PRIMARY, "rocAuc");

    /** The measures of runs from before manifests described them. */
    private static final List<MeasureRecord> UNTIL_FORMAT_2 = List.of(
            share("classifierAccuracy", "classifier accuracy"),
            share("nearestCenterAccuracy", "nearest-center accuracy"),
            share("knn5Accuracy", "5-NN accuracy"),
            share(PRIMARY, "recall@1"),
            share("rPrecision", "R-precision"),
            share("mapAtR", "MAP@R"),
            share("foldAccuracy", "accuracy by folds"),
            share("rocAuc", "ROC AUC"),
            new MeasureRecord("equalErrorRate", "EER", "", 0, 1, LOWER_IS_BETTER, false),
            share("tarAtFar1e2", "TAR at FAR 1e-2"),
            share("tarAtFar1e3", "TAR at FAR 1e-3"),
            share("nmi", "NMI"),
            new MeasureRecord("ami", "AMI", "", -1, 1, HIGHER_IS_BETTER, false),
            new MeasureRecord("ari", "ARI", "", -1, 1, HIGHER_IS_BETTER, false),
            new MeasureRecord("silhouette", "silhouette", "", -1, 1, HIGHER_IS_BETTER, false),
            distance("compactness", LOWER_IS_BETTER),
            distance("separability", HIGHER_IS_BETTER),
            new MeasureRecord(
                    "compactnessToSeparability",
                    "compactness / separability",
                    "",
                    0,
                    Double.POSITIVE_INFINITY,
                    LOWER_IS_BETTER,
                    false));

    /** Copies the list. */
    public RunMeasures {
        all = List.copyOf(all);
    }

    /**
     * {@return the measures of several runs, each in the position that it has in its own run}
     *
     * @param manifests the runs
     */
    public static RunMeasures of(Collection<Manifest> manifests) {
        List<MeasureRecord> merged = new ArrayList<>();
        for (Manifest manifest : manifests) {
            int place = 0;
            for (MeasureRecord measure : manifest.measures().orElse(UNTIL_FORMAT_2)) {
                int known = new RunMeasures(merged).place(measure.id());
                if (known < 0) {
                    merged.add(place++, measure);
                } else {
                    place = known + 1;
                }
            }
        }
        return new RunMeasures(merged);
    }

    /**
     * {@return the measure of that id; empty if no run describes it}
     *
     * @param id a name in a record
     */
    public Optional<MeasureRecord> byId(String id) {
        return all.stream().filter(measure -> measure.id().equals(id)).findFirst();
    }

    /**
     * {@return the name of a measure in reports: its title, or its id if no run describes it}
     *
     * @param id a name in a record
     */
    public String title(String id) {
        return byId(id).map(MeasureRecord::title).orElse(id);
    }

    /**
     * {@return the values that a measure can take, which decide the scale of its intervals; any number if no run describes
     * it}
     *
     * @param id a name in a record
     */
    public Support support(String id) {
        return byId(id).map(measure -> new Support(measure.least(), measure.greatest()))
                .orElse(Support.ANY);
    }

    /**
     * {@return whether lower values of a measure are better; false if no run describes it}
     *
     * @param id a name in a record
     */
    public boolean isLowerBetter(String id) {
        return byId(id).filter(measure -> measure.direction() == LOWER_IS_BETTER)
                .isPresent();
    }

    /** {@return the measures by which objectives are compared, in order} */
    public List<MeasureRecord> compared() {
        return all.stream().filter(MeasureRecord::isCompared).toList();
    }

    /**
     * {@return the ids in the order in which they are shown: described measures first, then others as they appear}
     *
     * @param recorded ids of recorded measures
     */
    public List<String> ordered(Collection<String> recorded) {
        Set<String> ordered = new LinkedHashSet<>();
        all.stream().map(MeasureRecord::id).filter(recorded::contains).forEach(ordered::add);
        ordered.addAll(recorded);
        return List.copyOf(ordered);
    }

    private int place(String id) {
        return all.stream().map(MeasureRecord::id).toList().indexOf(id);
    }

    private static MeasureRecord share(String id, String title) {
        return new MeasureRecord(id, title, "", 0, 1, HIGHER_IS_BETTER, false);
    }

    private static MeasureRecord distance(String id, MeasureRecord.Direction direction) {
        return new MeasureRecord(id, id, "coordinates", 0, Double.POSITIVE_INFINITY, direction, true);
    }
}
