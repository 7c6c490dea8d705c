package org.metricloss.core.contract;

import java.util.List;
import org.metricloss.core.engine.Engine;

/** The engines that tests run on: all of the class path, which a module chooses by its test dependencies. */
public final class TestEngines {
    private TestEngines() {}

    /**
     * {@return the engines, at least one}
     *
     * @throws IllegalStateException if there is none, since no test could fail then
     */
    public static List<Engine> all() {
        List<Engine> engines = List.copyOf(Engine.all().all());
        if (engines.isEmpty()) {
            throw new IllegalStateException("no engine on the class path to run the tests on");
        }
        return engines;
    }
}
