package org.metricloss.loss.contrastive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.tensor.Tensor;

class PairLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("multi-similarity", new MultiSimilarityLoss(2, 50, 0.4));
        losses.put("NT-Xent", new NtXentLoss(0.1));
        losses.put("SupCon", new SupConLoss(0.2));
        losses.put("lifted structure", new LiftedStructureLoss(LiftedStructureForm.PAIRS, 1, 0.25, false));
        losses.put(
                "lifted structure of anchors, normalized",
                new LiftedStructureLoss(LiftedStructureForm.ANCHORS, 1, 0.25, true));
        losses.put("circle", new CircleLoss(0.3, 16));
        losses.put(
                "margin, beta per class",
                new MarginLoss(MarginPairs.ALL_TRIPLETS, 0.23, MarginBeta.PER_CLASS, 1.2, 0.1, 1));
        losses.put(
                "margin, single beta", new MarginLoss(MarginPairs.ALL_TRIPLETS, 0.23, MarginBeta.SINGLE, 1.2, 0.1, 1));
        losses.put("N-pairs", new NPairsLoss(false, 0.002));
        return losses;
    }

    /** The first two samples of a class are its pair. */
    @Override
    protected boolean takesTheFirst(MetricLoss loss) {
        return loss instanceof NPairsLoss;
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        return plainLoops(loss, batch, batch);
    }

    /** The weights of circle loss are constant. */
    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch, PlainBatch constants) {
        if (loss instanceof NPairsLoss nPairs) {
            return nPairs(nPairs, batch);
        }
        boolean normalize = !(loss instanceof LiftedStructureLoss lifted) || lifted.normalize();
        PlainPairs pairs = PlainPairs.of(batch, normalize);
        PlainPairs weighting = PlainPairs.of(constants, normalize);
        Terms terms = new Terms();
        for (int a = 0; a < pairs.samples(); a++) {
            int[] positives = pairs.positives(a);
            int[] negatives = pairs.negatives(a);
            if (loss instanceof MultiSimilarityLoss multiSimilarity) {
                multiSimilarity(multiSimilarity, pairs, a, positives, negatives, terms);
            } else if (loss instanceof LiftedStructureLoss lifted && lifted.form() == LiftedStructureForm.ANCHORS) {
                liftedAnchors(lifted, pairs, a, positives, negatives, terms);
            } else if (positives.length > 0 && negatives.length > 0) {
                if (loss instanceof NtXentLoss ntXent) {
                    ntXent(ntXent, pairs, a, positives, negatives, terms);
                } else if (loss instanceof SupConLoss supCon) {
                    supCon(supCon, pairs, a, positives, negatives, terms);
                } else if (loss instanceof LiftedStructureLoss lifted) {
                    liftedPairs(lifted, pairs, a, positives, negatives, terms);
                } else if (loss instanceof CircleLoss circle) {
                    circle(circle, pairs, weighting, a, positives, negatives, terms);
                } else {
                    margin((MarginLoss) loss, batch, pairs, a, positives, negatives, terms);
                }
            }
        }
        double value = terms.divisor == 0 ? 0 : terms.sum / terms.divisor;
        if (loss instanceof MarginLoss margin && margin.beta() == MarginBeta.SINGLE && terms.considered > 0) {
            value += margin.nu() * batch.state().get("beta")[0][0];
        }
        return PlainResult.of(value, terms.considered, terms.active);
    }

    /** What the anchors add up to. */
    private static final class Terms {
        private double sum;
        private double divisor;
        private long considered;
        private long active;

        void add(double cost, double divisorPart, long tuples) {
            sum += cost;
            divisor += divisorPart;
            considered += tuples;
            active += cost > 0 ? tuples : 0;
        }
    }

    private static void multiSimilarity(
            MultiSimilarityLoss loss, PlainPairs pairs, int a, int[] positives, int[] negatives, Terms terms) {
        double positive = 0;
        for (int p : positives) {
            positive += Math.exp(-loss.alpha() * (pairs.cosine(a, p) - loss.base()));
        }
        double negative = 0;
        for (int n : negatives) {
            negative += Math.exp(loss.beta() * (pairs.cosine(a, n) - loss.base()));
        }
        double cost = Math.log1p(positive) / loss.alpha() + Math.log1p(negative) / loss.beta();
        terms.add(cost, 1, positives.length + negatives.length);
    }

    private static void ntXent(
            NtXentLoss loss, PlainPairs pairs, int a, int[] positives, int[] negatives, Terms terms) {
        for (int p : positives) {
            double ratio = 0;
            for (int n : negatives) {
                ratio += Math.exp((pairs.cosine(a, n) - pairs.cosine(a, p)) / loss.temperature());
            }
            terms.add(Math.log1p(ratio), 1, 1);
        }
    }

    private static void supCon(
            SupConLoss loss, PlainPairs pairs, int a, int[] positives, int[] negatives, Terms terms) {
        double denominator = 0;
        double mean = 0;
        for (int p : positives) {
            denominator += Math.exp(pairs.cosine(a, p) / loss.temperature());
            mean += pairs.cosine(a, p) / loss.temperature() / positives.length;
        }
        for (int n : negatives) {
            denominator += Math.exp(pairs.cosine(a, n) / loss.temperature());
        }
        double cost = Math.log(denominator) - mean;
        terms.add(cost, cost > 0 ? 1 : 0, positives.length + negatives.length);
    }

    private static void liftedPairs(
            LiftedStructureLoss loss, PlainPairs pairs, int i, int[] positives, int[] negatives, Terms terms) {
        for (int j : positives) {
            double powers = 0;
            for (int n : negatives) {
                powers += Math.exp(loss.margin() - pairs.distance(i, n));
                powers += Math.exp(loss.margin() - pairs.distance(j, n));
            }
            double excess = Math.max(0, Math.log(powers) + pairs.distance(i, j) - loss.positiveMargin());
            terms.add(excess * excess / 2, 1, 1);
        }
    }

    private static void liftedAnchors(
            LiftedStructureLoss loss, PlainPairs pairs, int a, int[] positives, int[] negatives, Terms terms) {
        double positive = 0;
        for (int p : positives) {
            positive += Math.exp(pairs.distance(a, p) - loss.positiveMargin());
        }
        double negative = 0;
        for (int n : negatives) {
            negative += Math.exp(loss.margin() - pairs.distance(a, n));
        }
        double excess = (positive > 0 ? Math.log(positive) : 0) + (negative > 0 ? Math.log(negative) : 0);
        terms.add(Math.max(0, excess), 1, positives.length + negatives.length);
    }

    private static void circle(
            CircleLoss loss,
            PlainPairs pairs,
            PlainPairs weighting,
            int a,
            int[] positives,
            int[] negatives,
            Terms terms) {
        double positive = 0;
        double negative = 0;
        for (int p : positives) {
            double weight = Math.max(0, 1 + loss.margin() - weighting.cosine(a, p));
            positive += Math.exp(-loss.gamma() * weight * (pairs.cosine(a, p) - 1 + loss.margin()));
        }
        for (int n : negatives) {
            double weight = Math.max(0, weighting.cosine(a, n) + loss.margin());
            negative += Math.exp(loss.gamma() * weight * (pairs.cosine(a, n) - loss.margin()));
        }
        double cost = Math.log1p(positive * negative);
        terms.add(cost, cost > 0 ? 1 : 0, positives.length + negatives.length);
    }

    private static void margin(
            MarginLoss loss, PlainBatch batch, PlainPairs pairs, int a, int[] positives, int[] negatives, Terms terms) {
        double beta = switch (loss.beta()) {
            case FIXED -> loss.initialBeta();
            case SINGLE -> batch.state().get("beta")[0][0];
            case PER_CLASS -> batch.state().get("beta")[0][batch.labels()[a]];
        };
        for (int p : positives) {
            for (int n : negatives) {
                double positive = Math.max(0, pairs.distance(a, p) - beta + loss.margin());
                double negative = Math.max(0, beta - pairs.distance(a, n) + loss.margin());
                terms.add(positive + negative, (positive > 0 ? 1 : 0) + (negative > 0 ? 1 : 0), 1);
                terms.sum += loss.beta() == MarginBeta.PER_CLASS ? loss.nu() * beta : 0;
            }
        }
    }

    private static PlainResult nPairs(NPairsLoss loss, PlainBatch batch) {
        List<double[]> anchors = new ArrayList<>();
        List<double[]> positives = new ArrayList<>();
        for (int label = 0; label < 1000; label++) {
            List<double[]> members = new ArrayList<>();
            for (int i = 0; i < batch.samples(); i++) {
                if (batch.labels()[i] == label) {
                    double[] x = batch.embeddings()[i].clone();
                    double length = loss.normalize() ? Math.max(1e-12, Math.sqrt(PlainPairs.product(x, x))) : 1;
                    for (int k = 0; k < x.length; k++) {
                        x[k] /= length;
                    }
                    members.add(x);
                }
            }
            if (members.size() > 1) {
                anchors.add(members.get(0));
                positives.add(members.get(1));
            }
        }
        int n = anchors.size() < 2 ? 0 : anchors.size();
        double value = 0;
        for (int i = 0; i < n; i++) {
            double own = PlainPairs.product(anchors.get(i), positives.get(i));
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += j == i ? 0 : Math.exp(PlainPairs.product(anchors.get(i), positives.get(j)) - own);
            }
            double squares = PlainPairs.product(anchors.get(i), anchors.get(i))
                    + PlainPairs.product(positives.get(i), positives.get(i));
            value += (Math.log1p(sum) + loss.regularization() / 4 * squares) / n;
        }
        return PlainResult.of(value, n, n);
    }

    /** The weights of circle loss are constant for its gradient. */
    @Override
    protected MetricLoss differentiated(MetricLoss loss, LossExample at) {
        return loss instanceof CircleLoss circle ? ConstantWeights.at(circle, PlainBatch.of(at)) : loss;
    }

    /** Circle loss of the weights w that a batch has, by tensor operations. */
    private record ConstantWeights(CircleLoss loss, double[][] weights) implements MetricLoss {
        static ConstantWeights at(CircleLoss loss, PlainBatch batch) {
            PlainPairs pairs = PlainPairs.of(batch, true);
            double[][] weights = new double[batch.samples()][batch.samples()];
            for (int i = 0; i < batch.samples(); i++) {
                for (int j = 0; j < batch.samples(); j++) {
                    double cosine = pairs.cosine(i, j);
                    weights[i][j] = batch.labels()[i] == batch.labels()[j]
                            ? Math.max(0, 1 + loss.margin() - cosine)
                            : Math.max(0, cosine + loss.margin());
                }
            }
            return new ConstantWeights(loss, weights);
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor x = input.embeddings().normalizeRows();
            Tensor cosines = x.matMul(x.transpose());
            Tensor w = x.onHost(new Numbers(weights)).get(0).mul(loss.gamma());
            Tensor positives = input.sameLabel().and(input.twoSamples());
            Tensor negatives = input.sameLabel().not();
            Tensor positive = cosines.add(loss.margin() - 1).mul(w).neg().logSumExp(positives);
            Tensor negative = cosines.add(-loss.margin()).mul(w).logSumExp(negatives);
            Tensor anchors = positives.count(1).greaterThan(0);
            Tensor cost = positive.add(negative).softplus();
            Tensor sum = anchors.choose(cost, cost.full(0)).sum();
            return LossOutput.of(sum.div(anchors.count().cast(DataType.FLOAT64)));
        }
    }

    private record Numbers(double[][] numbers) implements HostFunction {
        @Override
        public List<Result> results() {
            return List.of(new Result(DataType.FLOAT64, Shape.of(numbers.length, numbers.length)));
        }

        @Override
        public void compute(HostCall call) {
            for (int i = 0; i < numbers.length; i++) {
                call.result(0).cursor().write(i, numbers[i], 0);
            }
        }
    }
}
