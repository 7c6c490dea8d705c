package org.metricloss.loss.proxy;

import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;

/** What the losses of this package have in common: learned proxies, with a learning rate of their own. */
final class Proxies {
    /** The learned proxies, [classes, d], or several for each class in consecutive rows. */
    static final String STATE = "proxies";
    /** The range of the learning rate's factor. */
    static final Range LEARNING_RATE_FACTOR = Range.scale();

    private Proxies() {}

    /**
     * {@return the declaration of the proxies}
     *
     * @param setting the number of classes and the dimension
     * @param perClass how many proxies a class has
     * @param learningRateFactor times the optimizer's learning rate
     */
    static LossState.Learned state(LossSetting setting, int perClass, double learningRateFactor) {
        int proxies = Math.multiplyExact(setting.classes(), perClass);
        return CosineSoftmax.vectors(STATE, proxies, setting.dimension())
                .as(LossState.Role.PROXIES)
                .withLearningRateFactor(learningRateFactor);
    }
}
