package org.metricloss.core.mining;

import org.metricloss.core.anchor.DistanceWeights;
import org.metricloss.core.random.RandomStream;

/** The published rules by which positives and negatives are mined. All compare the loss's own distance D. */
public enum MiningRule {
    /** Every positive and every negative, also of an anchor that has only positives or only negatives. */
    ALL {
        @Override
        public Miner miner(double margin) {
            return new Miner() {
                @Override
                public boolean needsBoth() {
                    return false;
                }

                @Override
                public Worker worker(int references, int dimension) {
                    return MiningRule::addAll;
                }
            };
        }
    },

    /**
     * The farthest positive and the nearest negative (batch hard of Hermans, Beyer, Leibe: In Defense of the Triplet Loss
     * for Person Re-Identification, 2017).
     */
    HARD {
        @Override
        public Miner miner(double margin) {
            return (references, dimension) -> (candidates, mined) ->
                    mined.addTriplet(candidates.farthestPositive(), candidates.nearestNegative());
        }
    },

    /**
     * The nearest positive, and the nearest negative that is farther; nothing if none is (Xuan, Stylianou, Pless: Improved
     * Embeddings with Easy Positive Triplet Mining, WACV 2020, with semi-hard negatives).
     */
    EASY_POSITIVE {
        @Override
        public Miner miner(double margin) {
            return (references, dimension) -> (candidates, mined) -> {
                int positive = candidates.nearestPositive();
                int negative = candidates.nearestNegativeBeyond(candidates.positives()[positive]);
                if (negative >= 0) {
                    mined.addTriplet(positive, negative);
                }
            };
        }
    },

    /**
     * Every triplet with D_ap &lt; D_an &lt;= D_ap + margin (Schroff, Kalenichenko, Philbin: FaceNet, CVPR 2015, section
     * 3.2).
     */
    SEMI_HARD {
        @Override
        public Miner miner(double margin) {
            return (references, dimension) -> (candidates, mined) -> addSemiHard(candidates, mined, margin);
        }
    },

    /**
     * For each positive the nearest negative that is farther, or the farthest negative if none is (the rule that TensorFlow
     * Addons published as semi-hard).
     */
    SEMI_HARD_NEAREST {
        @Override
        public Miner miner(double margin) {
            return (references, dimension) -> (candidates, mined) -> {
                int farthest = candidates.farthestNegative();
                for (int p = 0; p < candidates.positiveCount(); p++) {
                    int beyond = candidates.nearestNegativeBeyond(candidates.positives()[p]);
                    mined.addTriplet(p, beyond < 0 ? farthest : beyond);
                }
            };
        }
    },

    /**
     * For each positive a negative, drawn by its Euclidean distance, see {@link DistanceWeights}. It needs embeddings
     * of length 1.
     */
    DISTANCE_WEIGHTED {
        @Override
        public Miner miner(double margin) {
            return new ByDraws(1) {
                @Override
                public Worker worker(int references, int dimension) {
                    DistanceWeights weights = new DistanceWeights(references, dimension);
                    return (candidates, mined) -> {
                        weights.set(
                                candidates.euclideanNegatives(),
                                candidates.negativeCount(),
                                candidates.nearestEuclideanNegative());
                        // One draw is given for an anchor; those of its negatives follow from it.
                        RandomStream random =
                                RandomStream.of(Float.floatToIntBits((float) candidates.draw(0)), "negatives");
                        for (int p = 0; p < candidates.positiveCount(); p++) {
                            mined.addTriplet(p, weights.draw(random.nextDouble()));
                        }
                    };
                }
            };
        }
    },

    /**
     * The positives farther than the nearest negative minus {@value #EPSILON}, and the negatives nearer than the farthest
     * positive plus {@value #EPSILON} (Wang, Han, Huang, Dong, Scott: Multi-Similarity Loss, CVPR 2019, equations 9 and
     * 10, there with the cosine).
     */
    MULTI_SIMILARITY {
        @Override
        public Miner miner(double margin) {
            return (references, dimension) -> MiningRule::addMultiSimilar;
        }
    },

    /** One positive and one negative, drawn uniformly. */
    RANDOM {
        @Override
        public Miner miner(double margin) {
            return new ByDraws(2) {
                @Override
                public Worker worker(int references, int dimension) {
                    return (candidates, mined) -> mined.addTriplet(
                            drawn(candidates, 0, candidates.positiveCount()),
                            drawn(candidates, 1, candidates.negativeCount()));
                }
            };
        }
    };

    /** The tolerance within which the rule of multi-similarity still chooses a pair. */
    public static final double EPSILON = 0.1;

    /**
     * {@return a miner by this rule}
     *
     * @param margin the margin of the loss, for {@link #SEMI_HARD}
     */
    public abstract Miner miner(double margin);

    /**
     * Refuses a setting of a loss that this rule does not support.
     *
     * @param normalize whether the loss divides embeddings by their Euclidean norm
     * @throws IllegalArgumentException if the rule needs another setting
     */
    public void require(boolean normalize) {
        if (this == DISTANCE_WEIGHTED && !normalize) {
            throw new IllegalArgumentException("mining: distance-weighted needs normalize: true");
        }
    }

    private abstract static class ByDraws implements Miner {
        private final int draws;

        ByDraws(int draws) {
            this.draws = draws;
        }

        @Override
        public int drawsPerAnchor() {
            return draws;
        }
    }

    /** Rounds as tensors of the embeddings' type do, so that every way to draw chooses the same. */
    private static int drawn(Candidates candidates, int draw, int count) {
        return Math.min(count - 1, (int) candidates.row().rounded(candidates.draw(draw) * count));
    }

    private static void addAll(Candidates candidates, Mined mined) {
        for (int p = 0; p < candidates.positiveCount(); p++) {
            mined.addPositive(p);
        }
        for (int n = 0; n < candidates.negativeCount(); n++) {
            mined.addNegative(n);
        }
    }

    private static void addSemiHard(Candidates candidates, Mined mined, double margin) {
        double rounded = candidates.row().rounded(margin);
        for (int p = 0; p < candidates.positiveCount(); p++) {
            double distance = candidates.positives()[p];
            double threshold = candidates.row().rounded(distance + rounded);
            for (int n = 0; n < candidates.negativeCount(); n++) {
                double negative = candidates.negatives()[n];
                if (distance < negative && negative <= threshold) {
                    mined.addTriplet(p, n);
                }
            }
        }
    }

    private static void addMultiSimilar(Candidates candidates, Mined mined) {
        double nearest = candidates.negatives()[candidates.nearestNegative()];
        double farthest = candidates.positives()[candidates.farthestPositive()];
        for (int p = 0; p < candidates.positiveCount(); p++) {
            if (candidates.positives()[p] > nearest - EPSILON) {
                mined.addPositive(p);
            }
        }
        for (int n = 0; n < candidates.negativeCount(); n++) {
            if (candidates.negatives()[n] < farthest + EPSILON) {
                mined.addNegative(n);
            }
        }
    }
}
