package org.metricloss.experiments.file;

/** Reads how batches are drawn. */
final class BatchReader {
    private BatchReader() {}

    static BatchSetting read(Value value) {
        Fields fields = value.fields("size", "classes", "perClass");
        boolean perClass = fields.has("classes") || fields.has("perClass");
        if (fields.has("size") == perClass) {
            throw fields.refused("batch must be either {size: ...} or {classes: ..., perClass: ...}");
        }
        if (!perClass) {
            return new BatchSetting.Uniform(fields.required("size").integer(1, BatchSetting.MAX_SAMPLES));
        }
        int classes = fields.required("classes").integer(1, BatchSetting.MAX_SAMPLES);
        int each = fields.required("perClass").integer(1, BatchSetting.MAX_SAMPLES);
        if ((long) classes * each > BatchSetting.MAX_SAMPLES) {
            throw fields.refused("classes x perClass must be at most %d, got %d x %d"
                    .formatted(BatchSetting.MAX_SAMPLES, classes, each));
        }
        return new BatchSetting.PerClass(classes, each);
    }
}
