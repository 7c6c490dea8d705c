package org.metricloss.experiments.file;

import java.util.Optional;

/** Reads how batches are drawn. */
final class BatchReader {
    private static final String EITHER = "either {size: ...} or {classes: ..., perClass: ...}";

    private BatchReader() {}

    static BatchSetting read(Value value) {
        Fields fields = value.fields("size", "classes", "perClass");
        boolean perClass = fields.has("classes") || fields.has("perClass");
        Optional<Value> size = fields.optional("size");
        if (size.isPresent() && perClass) {
            throw size.get().refused("size does not go with classes and perClass; a batch is " + EITHER);
        }
        if (size.isPresent()) {
            return new BatchSetting.Uniform(size.get().integer(1, BatchSetting.MAX_SAMPLES));
        }
        if (!perClass) {
            throw fields.refused("a batch is " + EITHER);
        }
        int classes = fields.required("classes").integer(1, BatchSetting.MAX_SAMPLES);
        int each = fields.required("perClass").integer(1, BatchSetting.MAX_SAMPLES);
        if ((long) classes * each > BatchSetting.MAX_SAMPLES) {
            throw fields.refused("classes x perClass must be at most %s, got %s x %s"
                    .formatted(BatchSetting.MAX_SAMPLES, classes, each));
        }
        return new BatchSetting.PerClass(classes, each);
    }
}
