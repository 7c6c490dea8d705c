package org.metricloss.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.formats.Sha256;

/**
 * Finds images whose pixels are equal. A test image that was also trained on makes a test easier, and equal images of two classes
 * cannot be told apart.
 */
final class EqualImages {
    /** So many bytes are read and hashed within seconds. */
    private static final long MOST_BYTES = 1L << 30;

    private final String name;
    private final List<String> hashes = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();
    private final Map<String, Set<String>> classesByHash = new HashMap<>();

    private EqualImages(String name, ImageSet images) {
        this.name = name;
        byte[] pixels = new byte[images.shape().values()];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, pixels, 0);
            hashes.add(Sha256.of(pixels));
            classes.add(images.classNames().get(images.label(i)));
            classesByHash
                    .computeIfAbsent(hashes.get(i), unseen -> new HashSet<>(2))
                    .add(classes.get(i));
        }
    }

    /** {@return how many images of the training and the test part are equal, one line for each kind; none if there are none} */
    static List<String> lines(Dataset dataset) {
        if (!(dataset.train() instanceof ImageSet train) || !(dataset.test() instanceof ImageSet test)) {
            return List.of();
        }
        if (((long) train.size() + test.size()) * train.shape().values() > MOST_BYTES) {
            return List.of("equal images were not looked for, because the images have more than 1 GiB of pixels");
        }
        EqualImages trained = new EqualImages("training", train);
        EqualImages tested = new EqualImages("test", test);
        List<String> lines = new ArrayList<>(tested.alsoIn(trained));
        lines.addAll(trained.betweenClasses());
        lines.addAll(tested.betweenClasses());
        return lines;
    }

    private List<String> alsoIn(EqualImages other) {
        int equal = 0;
        int ofOtherClass = 0;
        for (int i = 0; i < hashes.size(); i++) {
            Set<String> there = other.classesByHash.getOrDefault(hashes.get(i), Set.of());
            equal += there.isEmpty() ? 0 : 1;
            ofOtherClass += there.isEmpty() || there.equals(Set.of(classes.get(i))) ? 0 : 1;
        }
        return equal == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%,d %s images have the same pixels as a %s image; for %,d of them it is of another class",
                        equal,
                        name,
                        other.name,
                        ofOtherClass));
    }

    private List<String> betweenClasses() {
        long equal = hashes.stream()
                .filter(hash -> classesByHash.get(hash).size() > 1)
                .count();
        return equal == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%,d %s images have the same pixels as a %s image of another class",
                        equal,
                        name,
                        name));
    }
}
