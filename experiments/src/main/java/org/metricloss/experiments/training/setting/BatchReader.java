package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.core.data.PairBatches;
import org.metricloss.core.data.TripletBatches;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Value;

/** Reads how batches are drawn. */
final class BatchReader {
    private static final String WAYS_IN_WORDS =
            "one of {size: ...}, {classes: ..., perClass: ...}, {pairs: ...} and {triplets: ...}";
    /** The keys that go together. Of two ways that are given, the earlier one is refused. */
    private static final List<List<String>> WAYS =
            List.of(List.of("triplets"), List.of("pairs"), List.of("size"), List.of("classes", "perClass"));

    private BatchReader() {}

    static BatchSetting read(Value value) {
        Fields fields = value.fields("size", "classes", "perClass", "pairs", "triplets");
        List<List<String>> given = WAYS.stream()
                .filter(keys -> keys.stream().anyMatch(fields::has))
                .toList();
        if (given.isEmpty()) {
            throw fields.refused("a batch is " + WAYS_IN_WORDS);
        }
        String key = given.get(0).get(0);
        if (given.size() > 1) {
            throw fields.required(key)
                    .refused("%s does not go with %s; a batch is %s"
                            .formatted(key, String.join(" and ", given.get(1)), WAYS_IN_WORDS));
        }
        return switch (key) {
            case "triplets" -> new BatchSetting.Triplets(fields.required(key).integer(1, TripletBatches.MAX_TRIPLETS));
            case "pairs" ->
                new BatchSetting.Pairs(fields.required(key).integer(PairBatches.MIN_PAIRS, PairBatches.MAX_PAIRS));
            case "size" -> new BatchSetting.Uniform(fields.required(key).integer(1, BatchSetting.MAX_SAMPLES));
            default -> perClass(fields);
        };
    }

    private static BatchSetting perClass(Fields fields) {
        int classes = fields.required("classes").integer(1, BatchSetting.MAX_SAMPLES);
        int each = fields.required("perClass").integer(1, BatchSetting.MAX_SAMPLES);
        if ((long) classes * each > BatchSetting.MAX_SAMPLES) {
            throw fields.refused("classes x perClass must be at most %s, got %s x %s"
                    .formatted(BatchSetting.MAX_SAMPLES, classes, each));
        }
        return new BatchSetting.PerClass(classes, each);
    }
}
