package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.augment.Affine;
import org.metricloss.core.augment.Augmentation;
import org.metricloss.core.augment.Brightness;
import org.metricloss.core.augment.Contrast;
import org.metricloss.core.augment.Crop;
import org.metricloss.core.augment.Erase;
import org.metricloss.core.augment.Flip;
import org.metricloss.core.augment.ResizedCrop;
import org.metricloss.core.augment.Saturation;
import org.metricloss.core.augment.Transform;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.KeyedKinds;
import org.metricloss.experiments.file.KeyedKinds.Kind;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** Describes the changes of training images, {@code [{flip: horizontal}, {crop: {padding: 4}}]}. */
final class AugmentKinds {
    private static final Range SHARE = Range.between(0, 1);
    private static final Range STRENGTH = new Range(0, false, 1, false);
    private static final int MAX_PADDING = 1024;
    private static final String NONE = "none";
    private static final String FILL_HELP = "The colour of what lies outside the image: 0 is black, 1 is white.";

    private static final Setting<Flip, Flip.Direction> DIRECTION =
            Setting.required("direction", Type.choice(Flip.Direction.class), Flip::direction, "What is exchanged.");
    private static final Setting<Flip, Double> FLIP_P = probability(Flip.STANDARD_P, Flip::p, "an image is mirrored");

    private static final Setting<Crop, Integer> PADDING = Setting.required(
            "padding", Type.integer(1, MAX_PADDING), Crop::padding, "The pixels that are added on each side.");
    private static final Setting<Crop, Double> CROP_FILL = fill("fill", Crop::fill, FILL_HELP);

    private static final Setting<ResizedCrop, List<Double>> PART = range(
            "scale",
            true,
            ResizedCrop.STANDARD.scale(),
            ResizedCrop::scale,
            "The area of the part, as shares of the image.");
    private static final Setting<ResizedCrop, List<Double>> PART_RATIO = range(
            "ratio",
            false,
            ResizedCrop.STANDARD.ratio(),
            ResizedCrop::ratio,
            "The ratio of width to height of the part.");

    private static final Setting<Affine, Double> DEGREES = Setting.required(
            "degrees",
            Type.number(Range.between(0, Affine.MOST_DEGREES)),
            Affine::degrees,
            "Images are rotated by up to this angle in either direction.");
    private static final Setting<Affine, List<Double>> TRANSLATE = Setting.of(
            "translate",
            pair("[horizontal, vertical], each in [0, 1)", Range.fromBelow(0, 1), "[0.125, 0.25]", "[0.25, 0.5]"),
            Affine.NOT_MOVED,
            Affine::translate,
            "Images are moved by up to these shares of their width and height in either direction.");
    private static final Setting<Affine, List<Double>> FACTOR =
            range("scale", false, Affine.NOT_SCALED, Affine::scale, "The factor of the size.");
    private static final Setting<Affine, Double> SHEAR = Setting.of(
            "shear",
            Type.number(Range.between(0, Affine.MOST_SHEAR)),
            0.0,
            Affine::shear,
            "Images are sheared along their rows by up to this angle in either direction.");
    private static final Setting<Affine, Double> AFFINE_FILL = fill("fill", Affine::fill, FILL_HELP);

    private static final Setting<Erase, Double> ERASE_P =
            probability(Erase.STANDARD.p(), Erase::p, "a rectangle is erased");
    private static final Setting<Erase, List<Double>> ERASED = range(
            "scale", true, Erase.STANDARD.scale(), Erase::scale, "The area of the rectangle, as shares of the image.");
    private static final Setting<Erase, List<Double>> ERASED_RATIO = range(
            "ratio", false, Erase.STANDARD.ratio(), Erase::ratio, "The ratio of height to width of the rectangle.");
    private static final Setting<Erase, Double> ERASED_VALUE =
            fill("value", Erase::value, "The colour of the rectangle: 0 is black, 1 is white.");

    private static final Setting<Brightness, Double> BRIGHTNESS = strength(STRENGTH, Brightness::strength);
    private static final Setting<Contrast, Double> CONTRAST = strength(STRENGTH, Contrast::strength);
    private static final Setting<Saturation, Double> SATURATION =
            strength(new Range(0, false, Saturation.MOST, true), Saturation::strength);

    static final KeyedKinds<Transform> TYPE = new KeyedKinds<>(
            "augmentation",
            List.of(
                    new Kind<>(
                            Flip.class,
                            new Block<>(
                                    "flip",
                                    "Mirrors images; also written `flip: horizontal`. RandomHorizontalFlip and"
                                            + " RandomVerticalFlip of torchvision.",
                                    "{direction: horizontal}",
                                    List.of(DIRECTION, FLIP_P),
                                    fields -> new Flip(fields.read(DIRECTION), fields.read(FLIP_P))),
                            Optional.of(value -> new Flip(DIRECTION.type().read(value), Flip.STANDARD_P))),
                    new Kind<>(
                            Crop.class,
                            new Block<>(
                                    "crop",
                                    "Pads images and cuts a window of the old size out of them; also written `crop: 4`."
                                            + " RandomCrop of torchvision.",
                                    "{padding: 4}",
                                    List.of(PADDING, CROP_FILL),
                                    fields -> new Crop(fields.read(PADDING), fields.read(CROP_FILL))),
                            Optional.of(value -> new Crop(PADDING.type().read(value), 0))),
                    new Kind<>(
                            ResizedCrop.class,
                            new Block<>(
                                    "resizedCrop",
                                    "Cuts a part out of images and enlarges it to the old size. RandomResizedCrop of"
                                            + " torchvision.",
                                    "{scale: [0.5, 1]}",
                                    List.of(PART, PART_RATIO),
                                    fields -> new ResizedCrop(fields.read(PART), fields.read(PART_RATIO))),
                            Optional.empty()),
                    new Kind<>(
                            Affine.class,
                            new Block<>(
                                    "affine",
                                    "Rotates, moves, scales and shears images. RandomAffine of torchvision, with the"
                                            + " nearest pixel.",
                                    "{degrees: 10, translate: [0.1, 0.1], scale: [0.9, 1.1]}",
                                    List.of(DEGREES, TRANSLATE, FACTOR, SHEAR, AFFINE_FILL),
                                    fields -> new Affine(
                                            fields.read(DEGREES),
                                            fields.read(TRANSLATE),
                                            fields.read(FACTOR),
                                            fields.read(SHEAR),
                                            fields.read(AFFINE_FILL))),
                            Optional.empty()),
                    new Kind<>(
                            Erase.class,
                            new Block<>(
                                    "erase",
                                    "Fills a rectangle with one colour. RandomErasing of torchvision.",
                                    "{p: 0.25}",
                                    List.of(ERASE_P, ERASED, ERASED_RATIO, ERASED_VALUE),
                                    fields -> new Erase(
                                            fields.read(ERASE_P),
                                            fields.read(ERASED),
                                            fields.read(ERASED_RATIO),
                                            fields.read(ERASED_VALUE))),
                            Optional.empty()),
                    color(Brightness.class, "brightness", BRIGHTNESS, Brightness::new, "Multiplies pixels by a factor"),
                    color(
                            Contrast.class,
                            "contrast",
                            CONTRAST,
                            Contrast::new,
                            "Multiplies the difference from the mean grey value by a factor"),
                    color(
                            Saturation.class,
                            "saturation",
                            SATURATION,
                            Saturation::new,
                            "Multiplies the difference from the grey image by a factor")));

    private static final Type<List<Transform>> LIST = new Type.Simple<>(
            "a list of augmentations, or none",
            List.of("[{flip: horizontal}]", "[{flip: horizontal}, {crop: {padding: 2}}]"),
            TYPE.blocks(),
            AugmentKinds::read,
            transforms -> Nodes.list(transforms.stream().map(TYPE::written)));

    static final Setting<Experiment, List<Transform>> SETTING = Setting.<Experiment, List<Transform>>optional(
            "augment",
            LIST,
            NONE,
            experiment -> Optional.of(experiment.augment().transforms()).filter(list -> !list.isEmpty()),
            "The random changes of training images, in order. Validation and test images stay as they are.");

    private AugmentKinds() {}

    private static List<Transform> read(Value value) {
        if (value.node() instanceof YamlNode.Scalar) {
            value.text(NONE::equals, "a list of augmentations, or none");
            return List.of();
        }
        return value.elements().stream().map(TYPE::read).toList();
    }

    static Augmentation of(Optional<List<Transform>> given) {
        return given.map(Augmentation::new).orElse(Augmentation.NONE);
    }

    private static <T> Setting<T, Double> probability(double standard, Function<T, Double> value, String what) {
        return Setting.of("p", Type.number(SHARE), standard, value, "The probability that " + what + ".");
    }

    private static <T> Setting<T, Double> fill(String name, Function<T, Double> value, String help) {
        return Setting.of(name, Type.number(SHARE), 0.0, value, help);
    }

    private static <T> Setting<T, Double> strength(Range range, Function<T, Double> value) {
        return Setting.required(
                "strength", Type.number(range), value, "The factor is in [max(0, 1 - strength), 1 + strength].");
    }

    private static <T> Setting<T, List<Double>> range(
            String name, boolean share, List<Double> standard, Function<T, List<Double>> value, String help) {
        Range range = new Range(0, false, share ? 1 : 1000, true);
        return Setting.of(
                name,
                pair("[low, high], each %s".formatted(range), range, "[0.25, 0.5]", "[0.125, 0.5]"),
                standard,
                value,
                help);
    }

    private static Type<List<Double>> pair(String allowed, Range range, String... examples) {
        return Type.of(
                allowed,
                List.of(examples),
                value -> {
                    List<Value> two = value.elements();
                    if (two.size() != 2) {
                        throw value.mustBe(allowed);
                    }
                    return two.stream().map(each -> each.number(range)).toList();
                },
                two -> Nodes.list(two.stream().<YamlNode>map(each -> Nodes.number(each.doubleValue()))));
    }

    private static <K extends Transform> Kind<K> color(
            Class<K> type, String name, Setting<K, Double> strength, Function<Double, K> of, String help) {
        return new Kind<>(
                type,
                new Block<>(
                        name,
                        "%s; also written `%s: 0.2`. ColorJitter of torchvision.".formatted(help, name),
                        "{strength: 0.2}",
                        List.of(strength),
                        fields -> of.apply(fields.read(strength))),
                Optional.of(value -> of.apply(strength.type().read(value))));
    }
}
