package org.metricloss.loss.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.LossExamples;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.tensor.Tensor;

class CosineLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("normalized softmax", new NormalizedSoftmaxLoss(0.05));
        losses.put("CosFace", new CosFaceLoss(0.35, 64));
        losses.put("ArcFace", new ArcFaceLoss(0.5, 16));
        losses.put("sub-center ArcFace", new SubcenterArcFaceLoss(3, 0.5, 16));
        losses.put("SphereFace", new SphereFaceLoss(4, 1, Optional.empty()));
        losses.put(
                "SphereFace, annealed",
                new SphereFaceLoss(3, 2, Optional.of(new SphereFaceLoss.Annealing(100, 0.5, 5))));
        losses.put("AdaFace", new AdaFaceLoss(0.4, 0.333, 16, 0.25));
        return losses;
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        return plainLoops(loss, batch, batch);
    }

    /** AdaFace takes the quality as constant. */
    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch, PlainBatch constants) {
        double[][] weights = batch.state().get("weight");
        int perClass = loss instanceof SubcenterArcFaceLoss subcenter ? subcenter.centers() : 1;
        Quality quality = loss instanceof AdaFaceLoss adaFace ? Quality.of(adaFace, constants) : null;
        double sum = 0;
        for (int i = 0; i < batch.samples(); i++) {
            double[] x = batch.embeddings()[i];
            int y = batch.labels()[i];
            double own = 0;
            double denominator = 0;
            for (int j = 0; j < weights.length / perClass; j++) {
                double cosine = -1;
                for (int k = 0; k < perClass; k++) {
                    cosine = Math.max(cosine, cosine(x, weights[j * perClass + k]));
                }
                double logit = logit(loss, batch, cosine, length(x), j == y, quality == null ? 0 : quality.of[i]);
                own = j == y ? logit : own;
                denominator += Math.exp(logit);
            }
            sum += Math.log(denominator) - own;
        }
        Map<String, DoubleArray> next = new HashMap<>();
        if (quality != null) {
            next.put("meanLength", DoubleArray.of(Shape.of(1), quality.mean));
            next.put("lengthDeviation", DoubleArray.of(Shape.of(1), quality.deviation));
        }
        return new PlainResult(sum / batch.samples(), Optional.empty(), next);
    }

    private static double logit(
            MetricLoss loss, PlainBatch batch, double cosine, double length, boolean own, double quality) {
        double theta = Math.acos(Math.max(-1, Math.min(1, cosine)));
        if (loss instanceof NormalizedSoftmaxLoss normalized) {
            return cosine / normalized.temperature();
        } else if (loss instanceof CosFaceLoss cosFace) {
            return cosFace.scale() * (own ? cosine - cosFace.margin() : cosine);
        } else if (loss instanceof ArcFaceLoss arcFace) {
            return arcFace.scale() * (own ? arcFace(theta, arcFace.margin()) : cosine);
        } else if (loss instanceof SubcenterArcFaceLoss subcenter) {
            return subcenter.scale() * (own ? arcFace(theta, subcenter.margin()) : cosine);
        } else if (loss instanceof SphereFaceLoss sphereFace) {
            return sphereFace.scale() * length * (own ? sphereFace(sphereFace, batch, theta) : cosine);
        }
        AdaFaceLoss adaFace = (AdaFaceLoss) loss;
        double turned = Math.max(0, Math.min(Math.PI, theta - adaFace.margin() * quality));
        return adaFace.scale() * (own ? Math.cos(turned) - adaFace.margin() * (quality + 1) : cosine);
    }

    private static double arcFace(double theta, double margin) {
        return theta <= Math.PI - margin ? Math.cos(theta + margin) : Math.cos(theta) - margin * Math.sin(margin);
    }

    private static double sphereFace(SphereFaceLoss loss, PlainBatch batch, double theta) {
        int k = (int) Math.floor(loss.margin() * theta / Math.PI);
        double psi = Math.pow(-1, k) * Math.cos(loss.margin() * theta) - 2 * k;
        double lambda = loss.annealing()
                .map(annealing -> {
                    double n = batch.step() + 1;
                    return Math.max(annealing.end(), annealing.start() / (1 + annealing.decay() * n));
                })
                .orElse(0.0);
        return (lambda * Math.cos(theta) + psi) / (1 + lambda);
    }

    @Test
    void lengthsThatAreClippedForTheMarginAreReportedAsTheyAre() {
        AdaFaceLoss loss = new AdaFaceLoss(0.4, 0.333, 16, 0.25);
        LossExample example = LossExamples.ordinary(loss);
        double[] values = new double[example.embeddings().shape().elements()];
        Arrays.setAll(values, i -> i % 3 == 0 ? 250 : 0);
        DoubleArray longRows = DoubleArray.of(example.embeddings().shape(), values);
        LossRun run =
                LossRun.of(TestEngines.all().get(0), loss, LossExamples.with(example, longRows, example.labels()));
        assertThat(run.diagnostic(AdaFaceLoss.MEAN_EMBEDDING_LENGTH)
                        .orElseThrow()
                        .value())
                .hasValue(250);
        // A quarter of the way from the example's mean to the clipped length.
        double before = example.state().get(AdaFaceLoss.MEAN_LENGTH).toArray()[0];
        assertThat(run.nextState().get(AdaFaceLoss.MEAN_LENGTH).toArray()[0])
                .isCloseTo(0.75 * before + 25, within(1e-12));
    }

    /** What AdaFace makes of the lengths of a batch. */
    private record Quality(double[] of, double mean, double deviation) {
        static Quality of(AdaFaceLoss loss, PlainBatch batch) {
            int m = batch.samples();
            double[] lengths = new double[m];
            double batchMean = 0;
            for (int i = 0; i < m; i++) {
                lengths[i] = Math.max(0.001, Math.min(100, length(batch.embeddings()[i])));
                batchMean += lengths[i] / m;
            }
            double squares = 0;
            for (double each : lengths) {
                squares += Math.pow(each - batchMean, 2);
            }
            double share = loss.averaging();
            double mean = share * batchMean + (1 - share) * batch.state().get("meanLength")[0][0];
            double deviation = batch.state().get("lengthDeviation")[0][0];
            if (m > 1) {
                deviation = share * Math.sqrt(squares / (m - 1)) + (1 - share) * deviation;
            }
            double[] quality = new double[m];
            for (int i = 0; i < m; i++) {
                quality[i] = Math.max(-1, Math.min(1, loss.h() * (lengths[i] - mean) / (deviation + 0.001)));
            }
            return new Quality(quality, mean, deviation);
        }
    }

    /** AdaFace takes the quality as constant. */
    @Override
    protected MetricLoss differentiated(MetricLoss loss, LossExample at) {
        return loss instanceof AdaFaceLoss adaFace
                ? new OfQuality(adaFace, Quality.of(adaFace, PlainBatch.of(at)).of)
                : loss;
    }

    private record OfQuality(AdaFaceLoss loss, double[] quality) implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return loss.state(setting);
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor given = input.embeddings()
                    .onHost(new Numbers(quality, input.embeddings().dataType()))
                    .get(0);
            LossOutput output = loss.softmax().compute(input, input.state("weight"), Optional.of(given));
            return output.next("meanLength", input.state("meanLength"))
                    .next("lengthDeviation", input.state("lengthDeviation"));
        }
    }

    private record Numbers(double[] numbers, DataType type) implements HostFunction {
        @Override
        public List<Result> results() {
            return List.of(new Result(type, Shape.of(numbers.length, 1)));
        }

        @Override
        public void compute(HostCall call) {
            for (int i = 0; i < numbers.length; i++) {
                call.result(0).set(i, numbers[i]);
            }
        }
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        for (int k = 0; k < a.length; k++) {
            product += a[k] * b[k];
        }
        // A row of zeros is at cosine 0 to everything.
        return product / Math.max(length(a), 1e-12) / Math.max(length(b), 1e-12);
    }

    private static double length(double[] a) {
        double squares = 0;
        for (double each : a) {
            squares += each * each;
        }
        return Math.sqrt(squares);
    }
}
