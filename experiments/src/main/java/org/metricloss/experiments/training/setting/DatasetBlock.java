package org.metricloss.experiments.training.setting;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.core.data.GivenMoments;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.loss.Range;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.DatasetType;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.datasets.PartFiles;
import org.metricloss.datasets.SplitSettings;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** Describes the samples for training and testing. The type of the data set determines the allowed keys. */
final class DatasetBlock implements Type<DatasetSettings> {
    private static final Setting<DatasetSettings, Normalization> NORMALIZE = Setting.optional(
            "normalize",
            Type.choice(Normalization.class),
            "centered; none for vectors",
            dataset -> Optional.of(dataset.normalize()),
            "How the stored values are scaled: pixels by `unit`, `centered`, `standard` or `channels`, vectors by `none`,"
                    + " `standard` or `length`.");
    private static final Setting<DatasetSettings, Holdout> VALIDATION = Setting.of(
            "validation",
            HoldoutType.TYPE,
            Holdout.NONE,
            DatasetSettings::validation,
            "The share or number of training images that the seed reserves for validation; if"
                    + " test classes are not trained on, the share or number of training classes.");
    private static final Type<String> CLASS = Type.of(
            "the name of a class",
            List.of("\"3\"", "cat"),
            value -> value.isWhole()
                    ? Long.toString(value.wholeNumber())
                    : value.text(name -> !name.isBlank(), "the name of a class"),
            Nodes::text);

    private final List<DatasetType> types;
    private final Setting<DatasetSettings, String> type;
    private final Setting<DatasetSettings, Path> dir;
    private final Setting<DatasetSettings, PartFiles> file;
    private final Setting<DatasetSettings, List<Double>> mean;
    private final Setting<DatasetSettings, List<Double>> std;
    private final Setting<DatasetSettings, List<Integer>> size;
    private final Setting<DatasetSettings, Integer> resize;
    private final Setting<DatasetSettings, List<Integer>> crop;
    private final Setting<DatasetSettings, Boolean> color;
    private final Setting<DatasetSettings, SplitSettings.Kind> split;
    private final Setting<DatasetSettings, Double> test;
    private final Setting<DatasetSettings, List<String>> testClasses;
    private final Setting<DatasetSettings, Path> pairs;
    private final Block<DatasetSettings> block;

    DatasetBlock(List<DatasetType> types) {
        this.types = types;
        this.type = Setting.required(
                "type",
                Type.oneOf("dataset", types.stream().map(DatasetType::name).toList()),
                DatasetSettings::type,
                "The data set.");
        String needing = named(types, each -> each.folder() == DatasetType.Folder.REQUIRED);
        String without = named(types, each -> each.folder() == DatasetType.Folder.NONE);
        this.dir = Setting.optional(
                "dir",
                PathType.of("folder"),
                "required for " + needing + "; the folder of the list for `list`; otherwise the data folder, the cache,"
                        + " or a download",
                DatasetSettings::dir,
                "The folder with the files, relative to the working directory. Not with " + without + ".");
        this.file = Setting.optional(
                "file",
                FilesType.TYPE,
                "required where it is allowed",
                DatasetSettings::files,
                "The file, relative to the working directory." + onlyWith("file"));
        this.mean = moments(
                "mean",
                GivenMoments::mean,
                Range.finite(),
                "The mean of each channel, of pixels from 0 to 1, for `normalize: standard`; goes with `std`.");
        this.std = moments(
                "std",
                GivenMoments::std,
                Range.positive(),
                "The standard deviation of each channel, of pixels from 0 to 1; goes with `mean`.");
        this.size = stated(
                "size",
                SizeType.TYPE,
                SizeType.of(ImageSettings.DEFAULT),
                each -> SizeType.of(each.images().shorterSide().isPresent() ? ImageSettings.DEFAULT : each.images()),
                "Height and width that images are resized to, whatever the ratio of their sides.");
        this.resize = Setting.optional(
                "resize",
                Type.integer(1, ImageSettings.MAX_SIDE),
                "images are resized to `size`",
                dataset -> dataset.images().shorterSide(),
                "The length that the shorter side of images is resized to, as torchvision's `Resize` does; goes with `crop`,"
                        + " in place of `size`." + onlyWith("resize"));
        this.crop = Setting.optional(
                "crop",
                SizeType.TYPE,
                "nothing is cut off",
                dataset -> dataset.images().shorterSide().map(side -> SizeType.of(dataset.images())),
                "Height and width that are cut out of the middle of resized images; goes with `resize`."
                        + onlyWith("crop"));
        this.color = stated(
                "color",
                Type.flag(),
                false,
                each -> each.images().color(),
                "Whether images have three channels or one.");
        String byImage = named(types, each -> each.splits().contains(SplitSettings.Kind.IMAGE));
        String byFolders = named(types, each -> each.splits().contains(SplitSettings.Kind.FOLDERS));
        this.split = Setting.optional(
                "split",
                Type.choice(SplitSettings.Kind.class),
                "the parts that the data comes with; `class` if it comes without parts",
                dataset -> dataset.split().kind(),
                "How training and test part are separated: by classes; by samples of each class (`image`, only with "
                        + byImage + "); or by the folders `train` and `test`, or `query` and `gallery` in place of"
                        + " `test` (`folders`, only with " + byFolders + ")." + onlyWith("split"));
        this.test = stated(
                "test",
                Type.number(Range.between(Double.MIN_VALUE, Math.nextDown(1.0)), "a number in (0, 1)"),
                SplitSettings.DEFAULT.test(),
                each -> each.split().test(),
                "The share of classes, or of the samples of each class, that is used for testing.");
        this.testClasses = Setting.optional(
                "testClasses",
                Type.distinct("classes", CLASS),
                "a share of the classes",
                dataset -> Optional.of(dataset.split().testClasses()).filter(classes -> !classes.isEmpty()),
                "The classes that are used for testing and not for training, in place of a share."
                        + onlyWith("testClasses"));
        this.pairs = Setting.optional(
                "pairs",
                PathType.of("file"),
                "all pairs",
                dataset -> dataset.split().pairs(),
                "A list of pairs of test images to verify, in the form of LFW's `pairs.txt`." + onlyWith("pairs"));
        this.block = new Block<>(
                "dataset",
                "The samples. A data set that needs no settings may be written as its name.",
                "{type: digits, validation: 0.1}",
                List.of(
                        type,
                        dir,
                        file,
                        NORMALIZE,
                        mean,
                        std,
                        VALIDATION,
                        size,
                        resize,
                        crop,
                        color,
                        split,
                        test,
                        testClasses,
                        pairs),
                this::read);
    }

    @Override
    public DatasetSettings read(Value value) {
        if (!value.isMapping()) {
            value.requireText("a dataset's name or a mapping");
            String id = type.type().read(value);
            requireFiles(typed(id), Optional.empty(), Optional.empty(), value);
            return DatasetSettings.of(id);
        }
        Optional<DatasetType> typed = Optional.ofNullable(
                        value.mapping().entries().get("type"))
                .map(entry -> typed(type.type().read(new Value("type", entry.value()))));
        List<String> common =
                typed.filter(each -> each.keys().contains(file.name())).isPresent()
                                && typed.get().folder() == DatasetType.Folder.NONE
                        ? List.of("type", "normalize", "validation")
                        : List.of("type", "dir", "normalize", "validation");
        Fields fields = Fields.of(
                value.mapping(),
                Stream.concat(common.stream(), typed.stream().flatMap(each -> each.keys().stream()))
                        .toList());
        String id = fields.read(type);
        requireFiles(typed(id), optional(fields, "dir"), optional(fields, "file"), value);
        return read(fields, typed(id));
    }

    private static Optional<Value> optional(Fields fields, String key) {
        return fields.knows(key) ? fields.optional(key) : Optional.empty();
    }

    private DatasetSettings read(Fields fields) {
        return read(fields, typed(fields.read(type)));
    }

    private DatasetSettings read(Fields fields, DatasetType typed) {
        Normalization normalize = normalize(fields, typed);
        return new DatasetSettings(
                typed.name(),
                givenIfKnown(fields, dir),
                normalize,
                fields.read(VALIDATION),
                images(fields),
                split(fields, typed),
                givenIfKnown(fields, file),
                moments(fields, normalize));
    }

    private ImageSettings images(Fields fields) {
        Optional<Integer> side = givenIfKnown(fields, resize);
        Optional<List<Integer>> rectangle = givenIfKnown(fields, crop);
        if (side.isPresent() != rectangle.isPresent() || side.isPresent() && fields.has(size.name())) {
            throw fields.refused("resize and crop go together, in place of size");
        }
        List<Integer> sides = rectangle.orElseGet(() -> readIfKnown(fields, size));
        try {
            return new ImageSettings(sides.get(0), sides.get(1), readIfKnown(fields, color), side);
        } catch (IllegalArgumentException refused) {
            throw fields.refused(refused.getMessage());
        }
    }

    private static Normalization normalize(Fields fields, DatasetType typed) {
        Normalization normalize =
                fields.given(NORMALIZE).orElse(typed.vectors() ? Normalization.NONE : Normalization.CENTERED);
        Set<Normalization> allowed = typed.vectors() ? Normalization.ofVectors() : Normalization.ofImages();
        if (!allowed.contains(normalize)) {
            throw fields.required(NORMALIZE.name())
                    .mustBe(allowed.stream()
                            .map(Normalization::id)
                            .collect(Collectors.joining(
                                    ", ", "one of ", typed.vectors() ? " for vectors" : " for images")));
        }
        return normalize;
    }

    private Optional<GivenMoments> moments(Fields fields, Normalization normalize) {
        Optional<List<Double>> means = givenIfKnown(fields, mean);
        Optional<List<Double>> deviations = givenIfKnown(fields, std);
        if (means.isEmpty() && deviations.isEmpty()) {
            return Optional.empty();
        }
        if (normalize != Normalization.STANDARD || means.isEmpty() || deviations.isEmpty()) {
            throw fields.refused("mean and std go together, and with normalize: standard");
        }
        try {
            return Optional.of(new GivenMoments(means.get(), deviations.get()));
        } catch (IllegalArgumentException refused) {
            throw fields.refused(refused.getMessage());
        }
    }

    private SplitSettings split(Fields fields, DatasetType typed) {
        Optional<SplitSettings.Kind> kind = givenIfKnown(fields, split);
        if (kind.isPresent() && !typed.splits().contains(kind.get())) {
            throw fields.required(split.name())
                    .mustBe(typed.splits().stream()
                            .map(Choices::written)
                            .collect(Collectors.joining(" or ", "", " for dataset " + typed.name())));
        }
        boolean byClass = kind.isPresent() || givenIfKnown(fields, testClasses).isPresent();
        if (givenIfKnown(fields, test).isPresent()
                && (typed.hasParts() && !byClass
                        || givenIfKnown(fields, testClasses).isPresent())) {
            throw fields.required(test.name())
                    .refused(
                            typed.hasParts() && !byClass
                                    ? "test goes with split: class, since %s comes with a test part"
                                            .formatted(typed.name())
                                    : "test and testClasses do not go together");
        }
        try {
            return new SplitSettings(
                    kind.filter(each -> !typed.isDefault(each)),
                    givenIfKnown(fields, test),
                    givenIfKnown(fields, testClasses).orElse(List.of()),
                    givenIfKnown(fields, pairs));
        } catch (IllegalArgumentException refused) {
            throw fields.refused(refused.getMessage());
        }
    }

    private static <V> V readIfKnown(Fields fields, Setting<DatasetSettings, V> setting) {
        return fields.knows(setting.name())
                ? fields.read(setting)
                : setting.standard().orElseThrow();
    }

    private static <V> Optional<V> givenIfKnown(Fields fields, Setting<DatasetSettings, V> setting) {
        return fields.knows(setting.name()) ? fields.given(setting) : Optional.empty();
    }

    @Override
    public YamlNode written(DatasetSettings dataset) {
        return block.written(dataset);
    }

    @Override
    public String allowed() {
        return "a dataset's name or a mapping";
    }

    @Override
    public List<String> examples() {
        return block.examples();
    }

    @Override
    public List<Block<?>> blocks() {
        return block.blocks();
    }

    /** The canonical text states it only where it differs from the default: other data sets keep their text. */
    private <V> Setting<DatasetSettings, V> stated(
            String name, Type<V> values, V standard, Function<DatasetSettings, V> value, String help) {
        return Setting.<DatasetSettings, V>of(name, values, standard, value, help + onlyWith(name))
                .statedOnly(dataset -> !value.apply(dataset).equals(standard));
    }

    private Setting<DatasetSettings, List<Double>> moments(
            String name, Function<GivenMoments, List<Double>> value, Range range, String help) {
        Type<Double> number = Type.number(range);
        return Setting.optional(
                name,
                Type.of(
                        "a list of numbers, each " + number.allowed(),
                        List.of("[0.25]", "[0.5]"),
                        each -> each.elements().stream().map(number::read).toList(),
                        list -> Nodes.list(list.stream().map(number::written))),
                "that of the training images",
                dataset -> dataset.moments().map(value),
                help + onlyWith(name));
    }

    private String onlyWith(String key) {
        List<DatasetType> taking =
                types.stream().filter(each -> each.keys().contains(key)).toList();
        if (taking.size() == types.size()) {
            return "";
        }
        return taking.size() == types.size() - 1
                ? " Not with " + named(types, each -> !taking.contains(each)) + "."
                : " Only with " + named(types, taking::contains) + ".";
    }

    /** Lists types in a sentence. */
    private static String named(List<DatasetType> types, Predicate<DatasetType> wanted) {
        return types.stream()
                .filter(wanted)
                .map(each -> "`" + each.name() + "`")
                .collect(Collectors.joining(", "))
                .replaceFirst(", ([^,]*)$", " and $1");
    }

    private DatasetType typed(String id) {
        return types.stream().filter(each -> each.name().equals(id)).findFirst().orElseThrow();
    }

    private void requireFiles(DatasetType typed, Optional<Value> dir, Optional<Value> file, Value dataset) {
        String id = typed.name();
        if (typed.folder() == DatasetType.Folder.REQUIRED && dir.isEmpty()) {
            throw dataset.refused("dataset %s needs a folder: {type: %s, dir: ...}".formatted(id, id));
        }
        if (typed.folder() == DatasetType.Folder.NONE && dir.isPresent()) {
            throw dir.get().refused("dataset %s is built in and has no dir".formatted(id));
        }
        if (file.filter(Value::isMapping).isPresent() && !typed.vectors()) {
            throw file.get()
                    .refused("dataset %s takes one file, in which the column 'part' states the parts".formatted(id));
        }
        if (typed.keys().contains(this.file.name()) && file.isEmpty()) {
            throw dataset.refused("dataset %s needs a file: {type: %s, file: ...}".formatted(id, id));
        }
    }
}
