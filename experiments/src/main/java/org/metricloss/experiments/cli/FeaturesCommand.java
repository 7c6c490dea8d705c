package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.experiments.model.EmbeddingOutput;
import org.metricloss.experiments.model.ForeignInput;
import org.metricloss.experiments.model.ForeignModel;
import org.metricloss.experiments.model.Inputs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes features with a model of another program. */
@Command(
        name = "features",
        description =
                "Computes the features of images with a model of another program: a TorchScript file, or an ONNX"
                        + " file with the Maven profile 'onnx'. The model takes float32 [n, channels, height, width] and gives [n, d].",
        mixinStandardHelpOptions = true)
final class FeaturesCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A TorchScript file, or an ONNX file ending in .onnx.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT", description = EmbeddingArguments.IMAGES)
    private List<Path> paths;

    @Mixin
    private EmbeddingArguments arguments;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description =
                    "The size to which whole images are resized, whatever the ratio of their sides: one number, or"
                            + " HEIGHTxWIDTH. Either this or --resize and --crop is required.")
    private Optional<String> size = Optional.empty();

    @Option(
            names = "--resize",
            paramLabel = "SIDE",
            description =
                    "The length to which the shorter side of images is resized, as torchvision's Resize does; goes with"
                            + " --crop, in place of --size.")
    private Optional<Integer> resize = Optional.empty();

    @Option(
            names = "--crop",
            paramLabel = "SIZE",
            description = "The size that is cut out of the middle of resized images: one number, or HEIGHTxWIDTH.")
    private Optional<String> crop = Optional.empty();

    @Option(
            names = "--mean",
            required = true,
            split = ",",
            paramLabel = "MEAN",
            description = "What is subtracted from pixels in [0, 1]: 3 numbers for RGB or 1 for grey images, such as"
                    + " 0.485,0.456,0.406. Required.")
    private List<Double> mean;

    @Option(
            names = "--std",
            required = true,
            split = ",",
            paramLabel = "STD",
            description = "The divisor of the difference: as many numbers as in --mean, such as 0.229,0.224,0.225."
                    + " Required.")
    private List<Double> deviation;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        EmbeddingOutput form = arguments.requireOutput();
        ForeignInput input = input();
        Inputs inputs =
                Inputs.ofImages(paths, input.images(), Runtime.getRuntime().availableProcessors());
        try (ForeignModel foreign = ForeignModel.load(model, input);
                InputProgress progress = new InputProgress("features", inputs.size())) {
            arguments.write(
                    form, foreign.features(inputs, progress), spec.commandLine().getOut());
        }
        return Main.OK;
    }

    private ForeignInput input() {
        ImageSettings images = images();
        try {
            return new ForeignInput(images, mean, deviation);
        } catch (IllegalArgumentException invalid) {
            throw refused("--mean, --std: " + invalid.getMessage());
        }
    }

    private ImageSettings images() {
        if (size.isPresent() == crop.isPresent() || crop.isPresent() != resize.isPresent()) {
            throw refused("features needs either --size or both --resize and --crop");
        }
        boolean color = mean.size() > 1;
        int[] sides = size.isPresent() ? sides("--size", size.get()) : sides("--crop", crop.get());
        try {
            return new ImageSettings(sides[0], sides[1], color, resize);
        } catch (IllegalArgumentException invalid) {
            throw refused("--resize, --crop: " + invalid.getMessage());
        }
    }

    /** {@return height and width} */
    private int[] sides(String option, String text) {
        if (!text.matches("[0-9]{1,4}(x[0-9]{1,4})?")) {
            throw refused("%s must be one number or HEIGHTxWIDTH, got %s".formatted(option, text));
        }
        String[] sides = text.split("x");
        int height = Integer.parseInt(sides[0]);
        int width = Integer.parseInt(sides[sides.length - 1]);
        if (Math.min(height, width) < 1 || Math.max(height, width) > ImageSettings.MAX_SIDE) {
            throw refused("%s must be from 1 to %s, got %s".formatted(option, ImageSettings.MAX_SIDE, text));
        }
        return new int[] {height, width};
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
