package org.metricloss.core.mining;

import java.util.List;
import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.array.DataType;

/** Mines one anchor after the other on one thread, by the miner of the step. */
public final class AnchorMiner {
    private final List<Miner.Worker> workers;
    private final List<Miner> miners;
    private final int index;
    private final Candidates candidates;
    private final Mined mined;

    AnchorMiner(Mining mining, DataType type, int references, int dimension, int given) {
        miners = mining.miners().choices();
        workers = miners.stream()
                .map(miner -> miner.worker(references, dimension))
                .toList();
        index = given + mining.drawsPerSample();
        candidates = new Candidates(mining.distance(), type, references, given);
        mined = new Mined(references);
    }

    /** {@return this miner, set to turn triplets into the positives and negatives that occur in them, each once} */
    AnchorMiner joining() {
        mined.join();
        return this;
    }

    /**
     * Mines an anchor.
     *
     * @param anchor the anchor
     * @return what is chosen, valid until the next call; nothing if a distance is NaN
     */
    public Mined mine(Anchor anchor) {
        candidates.take(anchor);
        mined.clear();
        int choice = choice(anchor);
        if ((candidates.hasTriplets() || !miners.get(choice).needsBoth()) && !candidates.hasNaN()) {
            workers.get(choice).mine(candidates, mined);
        }
        return mined;
    }

    /** {@return which of the miners applies in the step of an anchor, from 0} */
    public int choice(Anchor anchor) {
        return miners.size() == 1 ? 0 : (int) anchor.given(index);
    }

    /** {@return the positives and negatives of the last anchor} */
    public Candidates candidates() {
        return candidates;
    }
}
