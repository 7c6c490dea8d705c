package org.metricloss.experiments.training.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.experiments.file.Numbers;

/**
 * How gradients update the weights, and how the learning rate changes during training.
 *
 * @param spec the optimizer
 * @param schedule the factor by which the learning rate is multiplied in each step
 */
public record OptimizerSetting(OptimizerSpec spec, Schedule schedule) {
    /**
     * {@return every setting in decimal by its name, in declared order: the optimizer's own, then {@code schedule} with
     * the schedule's type and {@code schedule.*} with its settings}
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        spec.settings().forEach((name, value) -> settings.put(name, Numbers.written(value)));
        settings.put("schedule", schedule.type());
        schedule.settings().forEach((name, value) -> settings.put("schedule." + name, Numbers.written(value)));
        Schedule plain = schedule instanceof Schedule.WarmedUp warmed ? warmed.then() : schedule;
        if (plain instanceof Schedule.Milestones milestones) {
            settings.put(
                    "schedule.at", milestones.at().stream().map(String::valueOf).collect(Collectors.joining(" ")));
            settings.put("schedule.unit", Spelling.of(milestones.unit()));
        }
        return settings;
    }
}
