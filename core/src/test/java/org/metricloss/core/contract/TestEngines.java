package org.metricloss.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.engine.Engine;

/**
 * The engines that tests run on: all of the class path, which a module chooses by its test dependencies, on the processor and on the
 * first GPU where there is one. Tolerances are the same on both: without TF32, a GPU rounds as the processor does.
 */
public final class TestEngines {
    private TestEngines() {}

    /**
     * {@return the engines, at least one}
     *
     * @throws IllegalStateException if there is none, since no test could fail then
     */
    public static List<Engine> all() {
        List<Engine> engines = new ArrayList<>(Engine.all().all());
        List.copyOf(engines).stream()
                .filter(engine -> GpuCondition.whyNot(engine).isEmpty())
                .forEach(engine -> engines.add(engine.on(GpuCondition.GPU)));
        if (engines.isEmpty()) {
            throw new IllegalStateException("no engine on the class path to run the tests on");
        }
        return List.copyOf(engines);
    }
}
