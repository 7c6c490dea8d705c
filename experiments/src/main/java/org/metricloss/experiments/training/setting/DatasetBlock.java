package org.metricloss.experiments.training.setting;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.loss.Range;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.DatasetType;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** Describes the images for training and testing. The type of the data set determines the allowed keys. */
final class DatasetBlock implements Type<DatasetSettings> {
    private static final ImageSettings STANDARD = ImageSettings.DEFAULT;

    private static final Setting<DatasetSettings, Path> DIR = Setting.optional(
            "dir",
            path("folder"),
            "the data folder, the cache, or a download",
            DatasetSettings::dir,
            "The folder with the files, relative to the working directory.");
    private static final Setting<DatasetSettings, Normalization> NORMALIZE = Setting.of(
            "normalize",
            Type.choice(Normalization.class),
            Normalization.CENTERED,
            DatasetSettings::normalize,
            "How pixels are scaled.");
    private static final Setting<DatasetSettings, Holdout> VALIDATION = Setting.of(
            "validation",
            Type.of(
                    "a fraction in [0, 1) or a whole number >= 0",
                    List.of("10", "0.25"),
                    DatasetBlock::holdout,
                    DatasetBlock::written),
            Holdout.NONE,
            DatasetSettings::validation,
            "The share or number of training images that the seed reserves for validation; if"
                    + " test classes are not trained on, the share or number of training classes.");

    private final List<DatasetType> types;
    private final Setting<DatasetSettings, String> type;
    private final Setting<DatasetSettings, List<Integer>> size;
    private final Setting<DatasetSettings, Boolean> color;
    private final Setting<DatasetSettings, ImageSettings.Split> split;
    private final Setting<DatasetSettings, Double> test;
    private final Setting<DatasetSettings, Path> pairs;
    private final Block<DatasetSettings> block;

    DatasetBlock(List<DatasetType> types) {
        this.types = types;
        this.type = Setting.required(
                "type",
                Type.oneOf("dataset", types.stream().map(DatasetType::name).toList()),
                DatasetSettings::type,
                "The data set.");
        this.size = image("size", SizeType.TYPE, SizeType::of, "Height and width that images are resized to.");
        this.color = image("color", Type.flag(), ImageSettings::color, "Whether images have three channels or one.");
        this.split = image(
                "split",
                Type.choice(ImageSettings.Split.class),
                ImageSettings::split,
                "How training and test part are separated: by classes, by images of each class,"
                        + " or by the folders `train` and `test`.");
        this.test = image(
                "test",
                Type.number(Range.between(Double.MIN_VALUE, Math.nextDown(1.0)), "a number in (0, 1)"),
                ImageSettings::test,
                "The share of classes, or of the images of each class, that is used for testing.");
        this.pairs = Setting.optional(
                "pairs",
                path("file"),
                "all pairs",
                dataset -> dataset.images().pairs(),
                "A list of pairs of test images to verify, in the form of LFW's `pairs.txt`." + onlyWith("pairs"));
        this.block = new Block<>(
                "dataset",
                "The images. A data set that needs no settings may be written as its name.",
                "{type: digits, validation: 0.1}",
                List.of(type, DIR, NORMALIZE, VALIDATION, size, color, split, test, pairs),
                this::read);
    }

    @Override
    public DatasetSettings read(Value value) {
        if (!value.isMapping()) {
            value.requireText("a dataset's name or a mapping");
            String id = type.type().read(value);
            requireFolder(id, Optional.empty(), value);
            return DatasetSettings.of(id);
        }
        List<String> imageKeys = Optional.ofNullable(value.mapping().entries().get("type"))
                .map(entry -> type.type().read(new Value("type", entry.value())))
                .map(id -> typed(id).imageKeys())
                .orElse(List.of());
        Fields fields = Fields.of(
                value.mapping(),
                Stream.concat(Stream.of("type", "dir", "normalize", "validation"), imageKeys.stream())
                        .toList());
        requireFolder(fields.read(type), fields.optional("dir"), value);
        return read(fields);
    }

    private DatasetSettings read(Fields fields) {
        Optional<Path> dir = fields.given(DIR);
        Normalization normalize = fields.read(NORMALIZE);
        Holdout validation = fields.read(VALIDATION);
        List<Integer> sides = readIfKnown(fields, size);
        ImageSettings images = new ImageSettings(
                sides.get(0),
                sides.get(1),
                readIfKnown(fields, color),
                readIfKnown(fields, split),
                readIfKnown(fields, test),
                fields.knows("pairs") ? fields.given(pairs) : Optional.empty());
        return new DatasetSettings(fields.read(type), dir, normalize, validation, images);
    }

    private static <V> V readIfKnown(Fields fields, Setting<DatasetSettings, V> setting) {
        return fields.knows(setting.name())
                ? fields.read(setting)
                : setting.standard().orElseThrow();
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

    /** The canonical text states it only where it differs from the default: data sets without image settings keep their text. */
    private <V> Setting<DatasetSettings, V> image(
            String name, Type<V> values, Function<ImageSettings, V> value, String help) {
        V standard = value.apply(STANDARD);
        return Setting.<DatasetSettings, V>of(
                        name, values, standard, dataset -> value.apply(dataset.images()), help + onlyWith(name))
                .statedOnly(dataset -> !value.apply(dataset.images()).equals(standard));
    }

    private String onlyWith(String imageKey) {
        return types.stream()
                .filter(each -> each.imageKeys().contains(imageKey))
                .map(each -> "`" + each.name() + "`")
                .collect(Collectors.joining(" and ", " Only with ", "."));
    }

    private DatasetType typed(String id) {
        return types.stream().filter(each -> each.name().equals(id)).findFirst().orElseThrow();
    }

    private void requireFolder(String id, Optional<Value> dir, Value dataset) {
        DatasetType.Folder folder = typed(id).folder();
        if (folder == DatasetType.Folder.REQUIRED && dir.isEmpty()) {
            throw dataset.refused("dataset %s needs a folder: {type: %s, dir: ...}".formatted(id, id));
        }
        if (folder == DatasetType.Folder.NONE && dir.isPresent()) {
            throw dir.get().refused("dataset %s is built in and has no dir".formatted(id));
        }
    }

    private static Type<Path> path(String kind) {
        return Type.of(
                "a " + kind,
                List.of("one", "two"),
                value -> {
                    String text = value.text(written -> !written.isBlank(), "a " + kind);
                    try {
                        return Path.of(text);
                    } catch (InvalidPathException refused) {
                        throw value.refused("%s must be a %s, got '%s'".formatted(value.name(), kind, text));
                    }
                },
                path -> Nodes.text(path.toString()));
    }

    private static Holdout holdout(Value value) {
        String allowed = VALIDATION.type().allowed();
        if (value.isWhole()) {
            double images = value.number(Range.between(0, Integer.MAX_VALUE), allowed);
            return new Holdout.Count((int) images);
        }
        double fraction = value.number(Range.fromBelow(0, 1), allowed);
        return fraction == 0 ? Holdout.NONE : new Holdout.Fraction(fraction);
    }

    private static YamlNode written(Holdout holdout) {
        if (holdout instanceof Holdout.Fraction share) {
            return Nodes.number(share.fraction());
        }
        if (holdout instanceof Holdout.Count count) {
            return Nodes.number(count.number());
        }
        throw new IllegalStateException("no description of the holdout " + holdout);
    }
}
