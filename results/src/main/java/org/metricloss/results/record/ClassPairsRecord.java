package org.metricloss.results.record;

import java.util.List;
import org.metricloss.formats.Layout;

/**
 * How the area under the ROC curve of a trial's test part is made up of classes and pairs of classes. The interval over classes
 * follows from it.
 *
 * @param format the version of this record's layout, {@link #FORMAT}
 * @param trial the trial's id
 * @param labels the classes, labels ascending
 * @param samples how many samples each class has
 * @param same for each class the mean share of different pairs that are farther than its same pairs; 0 for classes of one sample
 * @param different for each class, with each class before it, the mean share of same pairs that are closer than the pairs of the
 *     two
 */
@Layout(newest = ClassPairsRecord.FORMAT, oldest = ClassPairsRecord.FORMAT)
public record ClassPairsRecord(
        int format,
        String trial,
        List<Integer> labels,
        List<Integer> samples,
        List<Double> same,
        List<List<Double>> different) {
    /** The layout that this version writes and reads. */
    public static final int FORMAT = 1;

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public ClassPairsRecord {
        Require.format(ClassPairsRecord.class, format);
        Require.id(trial);
        labels = Require.list("labels", labels);
        samples = Require.list("samples", samples);
        samples.forEach(count -> Require.atLeast(1, "samples", count));
        same = Require.list("same", same);
        same.forEach(share -> Require.finiteNotNegative("same", share));
        different = Require.list("different", different).stream()
                .map(row -> Require.list("different", row))
                .toList();
        different.forEach(row -> row.forEach(share -> Require.finiteNotNegative("different", share)));
        int classes = labels.size();
        if (samples.size() != classes || same.size() != classes || different.size() != classes) {
            throw new IllegalArgumentException("there must be " + classes + " entries for as many labels, got "
                    + samples.size() + ", " + same.size() + " and " + different.size());
        }
        for (int place = 0; place < classes; place++) {
            if (different.get(place).size() != place) {
                throw new IllegalArgumentException("the class at place " + place + " must have " + place
                        + " shares, got " + different.get(place).size());
            }
        }
    }
}
