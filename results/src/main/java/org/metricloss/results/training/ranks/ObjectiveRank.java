package org.metricloss.results.training.ranks;

import java.util.List;

/**
 * An objective's ranks in several data sets.
 *
 * @param objective the objective's name, with its engine if a run has several
 * @param means its mean over the finished seeds of each run, in the order of the runs
 * @param ranks its rank by this mean in each run, 1 for the best; equal means share their mid-rank
 * @param meanRank the mean of its ranks
 */
public record ObjectiveRank(String objective, List<Double> means, List<Double> ranks, double meanRank) {
    /** Copies its lists. */
    public ObjectiveRank {
        means = List.copyOf(means);
        ranks = List.copyOf(ranks);
    }
}
