package org.metricloss.engine.djl;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.metricloss.core.contract.AnchorContract;
import org.metricloss.core.contract.ArithmeticContract;
import org.metricloss.core.contract.ContinuationContract;
import org.metricloss.core.contract.EmbeddingContract;
import org.metricloss.core.contract.EvaluationContract;
import org.metricloss.core.contract.GpuCondition;
import org.metricloss.core.contract.HostContract;
import org.metricloss.core.contract.InputGradientContract;
import org.metricloss.core.contract.LayerContract;
import org.metricloss.core.contract.MatrixContract;
import org.metricloss.core.contract.MemoryContract;
import org.metricloss.core.contract.ObjectiveContract;
import org.metricloss.core.contract.OptimizerContract;
import org.metricloss.core.contract.SelectionContract;
import org.metricloss.core.contract.SessionContract;
import org.metricloss.core.contract.WeightsContract;
import org.metricloss.core.engine.Engine;

/** Every contract on the first GPU. Where there is none, all are skipped, with the reason. */
@ExtendWith(DjlGpuTest.NeedsGpu.class)
class DjlGpuTest {
    static final class NeedsGpu extends GpuCondition {
        NeedsGpu() {
            super(new DjlEngine());
        }
    }

    @Nested
    class Anchor extends AnchorContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Arithmetic extends ArithmeticContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Continuation extends ContinuationContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Embedding extends EmbeddingContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Evaluation extends EvaluationContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Host extends HostContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Layer extends LayerContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Matrix extends MatrixContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Memory extends MemoryContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class InputGradient extends InputGradientContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Objective extends ObjectiveContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Optimizer extends OptimizerContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Selection extends SelectionContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Session extends SessionContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }

    @Nested
    class Weights extends WeightsContract {
        @Override
        protected Engine engine() {
            return new DjlEngine().on(GpuCondition.GPU);
        }
    }
}
