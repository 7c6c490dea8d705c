package org.metricloss.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.data.SourceFile;
import org.metricloss.core.data.VectorSet;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.core.random.RandomStream;
import org.metricloss.datasets.PartFiles.Part;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.datasets.embeddings.LabelledVectors;
import org.metricloss.datasets.embeddings.VectorFile;
import org.metricloss.formats.FileException;

/** A data set of vectors, such as the features that another model computed, in npz or CSV files. */
final class VectorFiles {
    static final String NAME = "vectors";
    static final String DESCRIPTION =
            "vectors in npz or CSV files, such as another model's features: one file, or one per part";

    private final DatasetSettings settings;
    private final List<SourceFile> sources = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<Part, LabelledVectors> parts = new EnumMap<>(Part.class);
    private final Map<Part, String> places = new EnumMap<>(Part.class);

    private VectorFiles(DatasetSettings settings) {
        this.settings = settings;
    }

    static Dataset open(DatasetSettings settings) {
        PartFiles files = settings.files()
                .orElseThrow(() -> new DatasetException("dataset 'vectors' needs 'file', an npz or CSV file"));
        return new VectorFiles(settings).open(files);
    }

    private Dataset open(PartFiles files) {
        if (files.all().isEmpty()) {
            requireDifferent(files);
            files.inOrder().forEach((part, file) -> put(part, file, read(file)));
            return divided(ofParts());
        }
        Path file = files.all().get();
        VectorFile read = read(file);
        if (read.training().isEmpty()) {
            return split(file, LabelledVectors.named(List.of(read.vectors())).get(0));
        }
        put(Part.TRAIN, file, read.training().get());
        put(Part.TEST, file, read.vectors());
        return divided(ofParts());
    }

    /** A part that is trained on makes a test worthless, and so does a gallery of the queries themselves. */
    private static void requireDifferent(PartFiles files) {
        List<Map.Entry<Part, Path>> parts = List.copyOf(files.inOrder().entrySet());
        for (int i = 0; i < parts.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (isSame(parts.get(j).getValue(), parts.get(i).getValue())) {
                    throw new DatasetException(parts.get(i).getValue() + ": the parts "
                            + parts.get(j).getKey().name().toLowerCase(Locale.ROOT) + " and "
                            + parts.get(i).getKey().name().toLowerCase(Locale.ROOT) + " must have different files");
                }
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException unread) {
            // Reading says which file is missing.
            return false;
        }
    }

    /** Divides data that came with parts by class if the settings say so; no other division is possible. */
    private Dataset divided(Dataset ofParts) {
        SplitSettings split = settings.split();
        boolean byImage = split.kind().equals(Optional.of(SplitSettings.Kind.IMAGE));
        if (byImage || !split.isByClass() && split.share().isPresent()) {
            throw new DatasetException("dataset 'vectors': the files hold parts, which only split: class replaces;"
                    + " leave out split: image and test");
        }
        return ClassSplit.of(split, ofParts);
    }

    private VectorFile read(Path file) {
        try {
            VectorFile read = VectorFile.read(file, CsvOptions.NONE);
            // The option in some advice belongs to the command evaluate.
            read.warnings().forEach(warning -> notes.add(file + ": " + warning.replaceFirst("; [^;]*--drop.*", "")));
            sources.add(SourceFiles.of(file));
            return read;
        } catch (FileException refused) {
            throw new DatasetException(refused.getMessage(), refused);
        }
    }

    private void put(Part part, Path file, VectorFile read) {
        if (read.training().isPresent()) {
            throw new DatasetException(file
                    + ": must hold one part, found the arrays of a training and a test part; give it as 'file' alone");
        }
        put(part, file, read.vectors());
    }

    private void put(Part part, Path file, LabelledVectors vectors) {
        parts.put(part, vectors);
        places.put(part, file + " (" + part.name().toLowerCase(Locale.ROOT) + " part)");
    }

    private Dataset ofParts() {
        List<Part> order = List.copyOf(parts.keySet());
        List<LabelledVectors> named =
                LabelledVectors.named(order.stream().map(parts::get).toList());
        order.forEach(part -> parts.put(part, named.get(order.indexOf(part))));
        LabelledVectors train = parts.get(Part.TRAIN);
        parts.forEach((part, vectors) -> {
            if (vectors.dimension() != train.dimension()) {
                throw new DatasetException("%s: vectors must have %s numbers as those of the training part, found %s%s"
                        .formatted(
                                places.get(part),
                                train.dimension(),
                                vectors.dimension(),
                                notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"));
            }
        });
        List<LabelledVectors> training = list(Part.TRAIN, Part.VALIDATION);
        List<LabelledVectors> test = list(Part.TEST, Part.QUERY, Part.GALLERY);
        List<String> names = names(training, test);
        ClassNames.requireAllOrNoneTrained(NAME, "vector", distinct(list(Part.TRAIN)), distinct(test));
        ClassNames.requireValidation(NAME, distinct(list(Part.TRAIN)), distinct(list(Part.VALIDATION)), distinct(test));
        Dataset data = dataset(set(training, names), set(test, names));
        if (parts.containsKey(Part.VALIDATION)) {
            int trained = train.size();
            boolean[] aside = new boolean[data.train().size()];
            Arrays.fill(aside, trained, aside.length, true);
            data = data.withOwnValidation(aside);
        }
        return parts.containsKey(Part.QUERY)
                ? data.withQueryGallery(new QueryGallery(parts.get(Part.QUERY).size(), Optional.empty()))
                : data;
    }

    private List<LabelledVectors> list(Part... wanted) {
        return Arrays.stream(wanted).filter(parts::containsKey).map(parts::get).toList();
    }

    /** Returns the names of the classes: first those that are trained on. */
    private static List<String> names(List<LabelledVectors> training, List<LabelledVectors> test) {
        Set<String> names = new LinkedHashSet<>(LabelledVectors.sortedClasses(distinct(training)));
        names.addAll(LabelledVectors.sortedClasses(distinct(test)));
        return List.copyOf(names);
    }

    private static Set<String> distinct(Collection<LabelledVectors> parts) {
        Set<String> distinct = new TreeSet<>();
        parts.forEach(part -> distinct.addAll(part.labels()));
        return distinct;
    }

    private static VectorSet set(List<LabelledVectors> parts, List<String> names) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        int[] labels = parts.stream()
                .flatMap(part -> part.labels().stream())
                .mapToInt(numbers::get)
                .toArray();
        int dimension = parts.get(0).dimension();
        float[] values = parts.get(0).values();
        if (parts.size() > 1) {
            values = new float[Math.multiplyExact(labels.length, dimension)];
            int place = 0;
            for (LabelledVectors part : parts) {
                System.arraycopy(part.values(), 0, values, place, part.values().length);
                place += part.values().length;
            }
        }
        return VectorSet.of(dimension, names, values, labels);
    }

    /** Divides the vectors of a file without parts. */
    private Dataset split(Path file, LabelledVectors vectors) {
        boolean byImage = settings.split().kind().equals(Optional.of(SplitSettings.Kind.IMAGE));
        boolean[] tested = byImage ? testedVectors(file, vectors) : testedClasses(file, vectors);
        List<Boolean> sides = List.of(false, true);
        List<List<String>> labels = sides.stream()
                .map(side -> IntStream.range(0, tested.length)
                        .filter(i -> tested[i] == side)
                        .mapToObj(vectors.labels()::get)
                        .distinct()
                        .toList())
                .toList();
        Set<String> names = new LinkedHashSet<>(LabelledVectors.sortedClasses(labels.get(0)));
        names.addAll(LabelledVectors.sortedClasses(labels.get(1)));
        ClassNames.requireAllOrNoneTrained(NAME, "vector", labels.get(0), labels.get(1));
        VectorSet all = set(List.of(vectors), List.copyOf(names));
        return dataset(all.select(rows(tested, false)), all.select(rows(tested, true)));
    }

    private static int[] rows(boolean[] tested, boolean side) {
        return IntStream.range(0, tested.length).filter(i -> tested[i] == side).toArray();
    }

    private boolean[] testedClasses(Path file, LabelledVectors vectors) {
        Set<String> tested = settings.split().testedOf(distinct(List.of(vectors)), "classes in " + file);
        boolean[] taken = new boolean[vectors.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = tested.contains(vectors.labels().get(i));
        }
        return taken;
    }

    /** Takes a share of the vectors of each class, the same for every seed. */
    private boolean[] testedVectors(Path file, LabelledVectors vectors) {
        Map<String, List<Integer>> byClass = new LinkedHashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            byClass.computeIfAbsent(vectors.labels().get(i), unseen -> new ArrayList<>())
                    .add(i);
        }
        boolean[] taken = new boolean[vectors.size()];
        byClass.forEach((name, rows) -> {
            int[] order = RandomStream.of(0, "image-split " + name).permutation(rows.size());
            int count = (int) Math.round(settings.split().test() * rows.size());
            for (int i = 0; i < count; i++) {
                taken[rows.get(order[i])] = true;
            }
        });
        requireBothParts(file, byClass, taken);
        return taken;
    }

    private void requireBothParts(Path file, Map<String, List<Integer>> byClass, boolean[] taken) {
        int tested = rows(taken, true).length;
        if (tested == 0 || tested == taken.length) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "%s: split: image with test %s leaves no vector to %s; the largest of its %,d classes has %,d vectors",
                    file,
                    settings.split().test(),
                    tested == 0 ? "test on" : "train on",
                    byClass.size(),
                    byClass.values().stream().mapToInt(List::size).max().orElseThrow()));
        }
    }

    private Dataset dataset(SampleSet training, SampleSet test) {
        try {
            return Dataset.of(NAME, training, test, settings.normalizer(), sources)
                    .withNotes(notes);
        } catch (IllegalArgumentException refused) {
            throw new DatasetException("dataset 'vectors': " + refused.getMessage(), refused);
        }
    }
}
