package org.metricloss.core.data;

/** How much of the training part is set aside for validation: of its images, or of its classes on open-set data. */
public sealed interface Holdout {
    /** Nothing is set aside. */
    Holdout NONE = new Count(0);

    /**
     * {@return how many images or classes are set aside}
     *
     * @param available how many images or classes the training part has, before any is set aside
     */
    int of(int available);

    /**
     * Sets aside a share of the images or classes, rounded to the nearest whole number.
     *
     * @param fraction at least 0 and below 1
     */
    record Fraction(double fraction) implements Holdout {
        /** @throws IllegalArgumentException if the fraction is not in [0, 1) */
        public Fraction {
            if (!(fraction >= 0 && fraction < 1)) {
                throw new IllegalArgumentException("validation fraction must be >= 0 and < 1, got " + fraction);
            }
        }

        @Override
        public int of(int available) {
            return (int) Math.round(fraction * available);
        }
    }

    /**
     * Sets aside a fixed number of images or classes.
     *
     * @param number at least 0
     */
    record Count(int number) implements Holdout {
        /** @throws IllegalArgumentException if the number is negative */
        public Count {
            if (!(number >= 0)) {
                throw new IllegalArgumentException("validation count must be >= 0, got " + number);
            }
        }

        @Override
        public int of(int available) {
            return number;
        }
    }
}
