package org.metricloss.core.data;

/** How much of the training images is set aside for validation. */
public sealed interface Holdout {
    /** Nothing is set aside. */
    Holdout NONE = new Count(0);

    /**
     * @param training how many training images there are, before any is set aside
     * @return how many of them are set aside
     */
    int imagesOf(int training);

    /**
     * A share of the images, rounded to the nearest number.
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
        public int imagesOf(int training) {
            return (int) Math.round(fraction * training);
        }
    }

    /**
     * A number of images.
     *
     * @param images at least 0
     */
    record Count(int images) implements Holdout {
        /** @throws IllegalArgumentException if the number is negative */
        public Count {
            if (!(images >= 0)) {
                throw new IllegalArgumentException("validation count must be >= 0, got " + images);
            }
        }

        @Override
        public int imagesOf(int training) {
            return images;
        }
    }
}
