package org.metricloss.core.loss;

/** What a loss compares a sample with; lists are grouped by it. */
public enum LossFamily {
    /** A learned weight vector for each class, by a softmax over classes. */
    CLASS_WEIGHTS("class weights"),
    /** One or several learned proxies for each class. */
    PROXIES("proxies"),
    /** A center for each class that follows the samples. */
    CENTERS("centers"),
    /** Other samples of the batch, in pairs. */
    PAIRS("pairs"),
    /** Other samples of the batch, in triplets. */
    TRIPLETS("triplets"),
    /** The ranking of all other samples of the batch. */
    RANKINGS("rankings"),
    /** Anything else. */
    OTHER("other");

    private final String title;

    LossFamily(String title) {
        this.title = title;
    }

    /**
     * {@return whether a loss of this family moves samples of different classes apart; true for {@link #OTHER}, about
     * which nothing is known}
     */
    public boolean separatesClasses() {
        return this != CENTERS;
    }

    /** {@return the heading in lists, in lower case} */
    public String title() {
        return title;
    }
}
