package org.metricloss.engine.djl;

import org.junit.jupiter.api.Nested;
import org.metricloss.core.contract.AnchorContract;
import org.metricloss.core.contract.EvaluationContract;
import org.metricloss.core.contract.HostContract;
import org.metricloss.core.contract.InputGradientContract;
import org.metricloss.core.contract.ObjectiveContract;
import org.metricloss.core.contract.SelectionContract;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;

/**
 * Contracts on the processor with its memory treated like that of a GPU: created arrays are copies, and host functions get copies
 * and return copies. What this cannot show is whether an array is on another device.
 */
class DjlApartTest {
    private static Engine apart() {
        return new DjlEngine(Device.CPU, new DjlPlace(ai.djl.Device.cpu(), true));
    }

    @Nested
    class Anchor extends AnchorContract {
        @Override
        protected Engine engine() {
            return apart();
        }
    }

    @Nested
    class Evaluation extends EvaluationContract {
        @Override
        protected Engine engine() {
            return apart();
        }
    }

    @Nested
    class Host extends HostContract {
        @Override
        protected Engine engine() {
            return apart();
        }
    }

    @Nested
    class InputGradient extends InputGradientContract {
        @Override
        protected Engine engine() {
            return apart();
        }
    }

    @Nested
    class Objective extends ObjectiveContract {
        @Override
        protected Engine engine() {
            return apart();
        }
    }

    @Nested
    class Selection extends SelectionContract {
        @Override
        protected Engine engine() {
            return apart();
        }
    }
}
