package org.metricloss.loss.triplet;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Row;
import org.metricloss.loss.triplet.AngularPass.Sums;

/**
 * Some small classes of an {@link AngularBlock}, which share their products, or one large class. If a sum s_ap is so
 * small that powers that are 0 would count, the pairs of the anchor are computed one after the other.
 */
final class AngularGroup {
    /** Small classes share their products, up to so many rows. */
    static final int ROWS = 128;

    private final AngularBlock block;
    private final HostCall call;
    private final int first;
    private final int last;
    /** The powers of each row, [last - first, m]. */
    private final HostArray powers;

    private final AngularCosts[] costs;
    private final boolean[] alone;
    /** For each row its sums s with the rows of the group, which become the quotients of slopes and sums. */
    private final Row[] sums;

    /**
     * @param first the first row of the group
     * @param last one past its last row
     */
    AngularGroup(AngularBlock block, HostCall call, int first, int last) {
        this.block = block;
        this.call = call;
        this.first = first;
        this.last = last;
        this.powers = call.allocate(block.type, last - first, block.m);
        this.costs = new AngularCosts[last - first];
        this.alone = new boolean[last - first];
        this.sums = new Row[last - first];
    }

    /** Enters this group at its rows. */
    void enter(AngularGroup[] groupOf) {
        Arrays.fill(groupOf, first, last, this);
    }

    void setPowers(int i, Row row) {
        powers.write(i - first, row, 0);
    }

    /**
     * Handles the pairs.
     *
     * @param weights gets the derivatives of the value by g in the rows of the group
     * @return the sums of the group
     */
    Sums run(HostArray weights) {
        HostArray products = call.product(powers.factor(), powers.factor().transpose());
        readSums(products);
        // Not in place: the sums of a row are read by the pairs of earlier rows.
        Row[] quotients = new Row[last - first];
        Arrays.setAll(quotients, at -> new Row(block.type, last - first));
        block.each(first, last, 16 * (last - first), () -> i -> pairs(i, quotients));
        for (int at = 0; at < last - first; at++) {
            products.write(at, quotients[at], 0);
        }
        HostArray shares = call.product(products.factor(), powers.factor());
        call.release(products);
        block.each(first, last, 2 * block.m, () -> weights(shares, weights));
        call.release(shares);
        call.release(powers);
        if (IntStream.range(0, alone.length).anyMatch(at -> alone[at])) {
            HostArray cosines = block.products(first, last);
            block.each(first, last, block.m * (last - first), () -> oneByOne(cosines, weights));
            call.release(cosines);
        }
        return sums();
    }

    private void readSums(HostArray products) {
        double leastSum = AngularTerms.leastSum(block.type);
        for (int i = first; i < last; i++) {
            int at = i - first;
            Row sum = new Row(block.type, last - first);
            products.read(at, sum, 0);
            double least = Math.min(sum.min(block.start(i) - first, at), sum.min(at + 1, block.end(i) - first));
            alone[at] = !(least >= leastSum);
            sums[at] = sum;
            costs[at] = new AngularCosts(block.terms);
        }
    }

    /**
     * Computes the pairs of an anchor with later samples, for both members, and the quotients of their derivatives by x
     * and the sums.
     */
    private void pairs(int i, Row[] quotients) {
        int at = i - first;
        int start = block.start(i);
        Row own = sums[at];
        for (int p = i + 1; p < block.end(i); p++) {
            int other = p - first;
            int times = (alone[at] ? 0 : 1) + (alone[other] ? 0 : 1);
            if (times == 0) {
                continue;
            }
            double sum = own.get(other);
            double cosine = block.cosines[i].get(p - start);
            double slope = costs[at].add(sum, block.largest[i] + block.largest[p] - block.terms.pull() * cosine, times);
            if (!alone[at]) {
                quotients[at].set(other, slope / sum);
                block.slopes[i].set(p - start, slope);
            }
            if (!alone[other]) {
                quotients[other].set(at, slope / sum);
                block.slopes[p].set(i - start, slope);
            }
        }
    }

    /** Both pairs (a, p) and (p, a) depend on the exponent of a. */
    private IntConsumer weights(HostArray shares, HostArray weights) {
        Row share = new Row(block.type, block.m);
        Row row = new Row(block.type, block.m);
        return i -> {
            shares.read(i - first, share, 0);
            powers.read(i - first, row, 0);
            row.multiply(0, block.m, share, 2 * block.terms.sharpness());
            weights.write(i, row, 0);
        };
    }

    private IntConsumer oneByOne(HostArray cosines, HostArray weights) {
        int m = block.m;
        double sharpness = block.terms.sharpness();
        Row ofAnchor = new Row(block.type, m);
        Row both = new Row(block.type, m);
        Row weight = new Row(block.type, m);
        Exponential exponential = new Exponential();
        return i -> {
            if (!alone[i - first]) {
                return;
            }
            cosines.read(i - first, ofAnchor, 0);
            block.exponents(ofAnchor, i);
            weight.clear(0, m);
            int start = block.start(i);
            for (int p = start; p < block.end(i); p++) {
                if (p != i) {
                    cosines.read(p - first, both, 0);
                    block.exponents(both, p);
                    both.add(0, m, ofAnchor);
                    double most = both.max(0, m);
                    exponential.replace(both, 0, m, sharpness, most);
                    double sum = both.sum(0, m);
                    double cosine = block.cosines[i].get(p - start);
                    double slope = costs[i - first].add(sum, sharpness * most - block.terms.pull() * cosine, 1);
                    both.multiply(0, m, 2 * sharpness * slope / sum);
                    weight.add(0, m, both);
                    block.slopes[i].set(p - start, slope);
                }
            }
            weights.write(i, weight, 0);
        };
    }

    private Sums sums() {
        Sums all = Sums.NONE;
        for (int i = first; i < last; i++) {
            long negatives = block.negatives(i);
            AngularCosts cost = costs[i - first];
            long considered = (block.end(i) - block.start(i) - 1) * negatives;
            all = all.plus(new Sums(cost.sum(), considered, cost.active() * negatives));
        }
        return all;
    }
}
