package org.metricloss.experiments.training.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * The cross-batch memory of a term, see {@link CrossBatchMemory}.
 *
 * @param size how many embeddings it holds
 * @param after how many steps it is only filled
 */
public record MemorySetting(int size, int after) {
    private static final Setting<MemorySetting, Integer> SIZE = Setting.required(
            "size",
            Type.integer(1, (int) CrossBatchMemory.SIZE.high()),
            MemorySetting::size,
            "The number of embeddings of past batches that are kept; at least the size of a batch.");
    private static final Setting<MemorySetting, Integer> AFTER = Setting.of(
            "after",
            Type.integer(0, (int) CrossBatchMemory.AFTER.high()),
            1000,
            MemorySetting::after,
            "The number of steps in which the memory is only filled.");

    static final Block<MemorySetting> BLOCK = new Block<>(
            "memory",
            "A cross-batch memory. The loss between the batch and the embeddings of past batches is added to the loss"
                    + " within the batch.",
            "{size: 8192, after: 1000}",
            List.of(SIZE, AFTER),
            fields -> new MemorySetting(fields.read(SIZE), fields.read(AFTER)));

    /** Checks the ranges. */
    public MemorySetting {
        CrossBatchMemory.SIZE.require("size", size);
        CrossBatchMemory.AFTER.require("after", after);
    }

    /** {@return every setting by its name in records} */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("memory.size", Integer.toString(size));
        settings.put("memory.after", Integer.toString(after));
        return settings;
    }
}
