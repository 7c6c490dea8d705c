package org.metricloss.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;

class DjlDeviceTest {
    private static final int SAMPLES = 3;
    private static final int DIMENSION = 2;

    /** Sums the embeddings by a product with ones that the host writes; it never reads the labels. */
    private record SumByProduct() implements MetricLoss, HostFunction {
        @Override
        public List<Result> results() {
            return List.of(new Result(DataType.FLOAT32, Shape.of()));
        }

        @Override
        public void compute(HostCall call) {
            HostArray x = call.argument(0);
            HostArray ones = call.allocate(DataType.FLOAT32, DIMENSION, 1);
            ones.set(0, 1);
            ones.set(1, 1);
            HostArray sums = call.product(x.factor(0, 2), ones.factor());
            double[] sum = new double[1];
            sums.cursor().read(1, sum, 0);
            call.result(0).set(0, sum[0]);
        }

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings()
                    .onHost(this, input.labels())
                    .get(0)
                    .add(input.embeddings().sum()));
        }
    }

    private static Engine apart() {
        return new DjlEngine(Device.CPU, new DjlPlace(ai.djl.Device.cpu(), true));
    }

    private static long hostBytesOf(Engine engine, int steps) {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.LINEAR.withEmbedding(DIMENSION), Shape.of(1, 2, 2));
        Objective objective = Objective.of("sum", new SumByProduct());
        try (TrainingSession session = engine.open(
                SessionRequest.fromSeed(plan, objective, new OptimizerSpec.Sgd(0.1, 0, 0), SAMPLES, 1, 1))) {
            float[] images = new float[SAMPLES * 4];
            Arrays.fill(images, 1);
            for (int step = 0; step < steps; step++) {
                session.step(new TrainingBatch(0, step, images, new int[] {0, 1, 2}));
            }
            return session.hostBytes();
        }
    }

    /** The embeddings, the ones, the product and the result; not the labels, which the function does not ask for. */
    @Test
    void onlyWhatTheHostAsksForIsCopied() {
        long perStep = Float.BYTES * (SAMPLES * DIMENSION + DIMENSION + 2 + 1);
        assertThat(hostBytesOf(apart(), 1)).isEqualTo(perStep);
        assertThat(hostBytesOf(apart(), 3)).isEqualTo(3 * perStep);
    }

    /** The batches differ in their images, and the last one in its size as well. */
    private static List<Double> losses(Engine engine) {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.LINEAR.withEmbedding(DIMENSION), Shape.of(1, 2, 2));
        Objective objective = Objective.of("sum", new SumByProduct());
        List<Double> losses = new ArrayList<>();
        try (TrainingSession session = engine.open(
                SessionRequest.fromSeed(plan, objective, new OptimizerSpec.Sgd(0.1, 0.9, 0), SAMPLES, 1, 1))) {
            for (int step = 0; step < 3; step++) {
                int samples = step < 2 ? SAMPLES : 2;
                float[] images = new float[samples * 4];
                Arrays.fill(images, step + 1);
                losses.add(session.step(new TrainingBatch(0, step, images, new int[samples]))
                        .loss());
            }
        }
        return losses;
    }

    @Test
    void eachStepSeesItsOwnBatch() {
        assertThat(losses(apart())).isEqualTo(losses(new DjlEngine())).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsCopiedOnTheProcessor() {
        assertThat(hostBytesOf(new DjlEngine(), 2)).isZero();
    }

    /** DJL's default device is the first GPU where PyTorch sees one. */
    @Test
    void theProcessorIsNamedAndNotLeftToDjl() {
        assertThat(DjlPlace.of(Device.CPU).device()).isEqualTo(ai.djl.Device.cpu());
        assertThat(DjlPlace.of(Device.gpu(1))).isEqualTo(new DjlPlace(ai.djl.Device.gpu(1), true));
        assertThat(new DjlEngine().on(Device.CPU).device()).isEqualTo(Device.CPU);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 39.39 GiB",
                "CUDA error: out of memory",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"
            })
    void memoryThatIsNotThereIsRecognisedOnAGpu(String message) {
        assertThat(NativeAllocation.isOfMemory(new ai.djl.engine.EngineException(message)))
                .isTrue();
    }

    @Test
    void anIllegalAccessOnAGpuIsNotAMatterOfMemory() {
        assertThat(NativeAllocation.isOfMemory(
                        new ai.djl.engine.EngineException("CUDA error: an illegal memory access was encountered")))
                .isFalse();
    }

    @Test
    void aBuildForTheCpuRefusesAGpuAndSaysWhatToInstall() {
        assumeTrue(new DjlEngine().info().nativeLibrary().endsWith("(CPU)"), "this PyTorch is for GPUs");
        assertThatThrownBy(() -> new DjlEngine().on(Device.gpu(0)))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "engine djl cannot compute on gpu: its PyTorch is built for the CPU; install PyTorch 2.7.1 for CUDA"
                                + " and set PYTORCH_LIBRARY_PATH and PYTORCH_FLAVOR as docs/engines.md says");
    }
}
