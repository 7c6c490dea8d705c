package org.metricloss.experiments.training;

import java.util.stream.IntStream;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.PairSetting;
import org.metricloss.experiments.training.setting.RequestedSetting;

/** Checks that what is measured on request, and the test for equivalence, fit the data. */
final class RequestedFit {
    private RequestedFit() {}

    /** @throws MisfitException if a requested measure does not exist for the test part */
    static void require(Experiment experiment, Dataset data) {
        RequestedSetting requested = experiment.evaluation().onRequest();
        if (requested.borderShare().isPresent() && data.isOpenSet()) {
            throw Fit.misfit(
                    "evaluation.borderShare",
                    "the test classes are never trained on, so they have neither a classifier nor a center");
        }
        if (!requested.fgsm().isEmpty()) {
            requireAttack(data);
        }
        requested.pairs().ifPresent(pairs -> requirePairs(pairs, data));
        experiment.equivalence().ifPresent(test -> {
            if (PartEvaluation.ofTest(experiment, data).stream()
                    .map(Measure::id)
                    .noneMatch(test.measure()::equals)) {
                throw Fit.misfit(
                        "equivalence.measure", test.measure() + " is not measured on the test part of this data");
            }
        });
    }

    private static void requireAttack(Dataset data) {
        String setting = "evaluation.fgsm";
        if (!(data.test() instanceof ImageSet)) {
            throw Fit.misfit(
                    setting,
                    "the attack moves pixels, and the samples are "
                            + data.test().noun());
        }
        if (IntStream.of(data.test().labels()).anyMatch(label -> label >= data.trainedClassCount())) {
            throw Fit.misfit(setting, "the classifier does not know test classes that are never trained on");
        }
    }

    private static void requirePairs(PairSetting pairs, Dataset data) {
        String setting = "evaluation.pairs";
        if (!data.isOpenSet()) {
            throw Fit.misfit(
                    setting,
                    "pairs are drawn from classes that are never trained on, and this data tests trained classes");
        }
        if (data.testPairs().isPresent()) {
            throw Fit.misfit(setting, "the data names the pairs that are verified");
        }
        try {
            PartEvaluation.drawn(pairs, data);
        } catch (IllegalArgumentException refused) {
            throw new MisfitException(setting, refused);
        }
    }
}
