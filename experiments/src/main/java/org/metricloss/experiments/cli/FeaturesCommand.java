package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
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
            required = true,
            paramLabel = "SIZE",
            description = "The size to which images are resized: one number, or HEIGHTxWIDTH.")
    private String size;

    @Option(
            names = "--mean",
            required = true,
            split = ",",
            paramLabel = "MEAN",
            description = "What is subtracted from pixels in [0, 1]: 3 numbers for RGB or 1 for grey images, such as"
                    + " 0.485,0.456,0.406.")
    private List<Double> mean;

    @Option(
            names = "--std",
            required = true,
            split = ",",
            paramLabel = "STD",
            description = "The divisor of the difference: as many numbers as in --mean, such as 0.229,0.224,0.225.")
    private List<Double> deviation;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        EmbeddingOutput form = arguments.requireOutput();
        ForeignInput input = input();
        Inputs inputs = Inputs.ofImages(
                paths,
                ImageSettings.ofShape(input.shape()),
                Runtime.getRuntime().availableProcessors());
        try (ForeignModel foreign = ForeignModel.load(model, input);
                InputProgress progress = new InputProgress("features", inputs.size())) {
            arguments.write(
                    form, foreign.features(inputs, progress), spec.commandLine().getOut());
        }
        return Main.OK;
    }

    private ForeignInput input() {
        if (!size.matches("[0-9]{1,4}(x[0-9]{1,4})?")) {
            throw refused("--size must be one number or HEIGHTxWIDTH, got " + size);
        }
        String[] sides = size.split("x");
        int height = Integer.parseInt(sides[0]);
        int width = Integer.parseInt(sides[sides.length - 1]);
        if (Math.min(height, width) < 1 || Math.max(height, width) > ImageSettings.MAX_SIDE) {
            throw refused("--size must be from 1 to %s, got %s".formatted(ImageSettings.MAX_SIDE, size));
        }
        try {
            return new ForeignInput(height, width, mean, deviation);
        } catch (IllegalArgumentException invalid) {
            throw refused("--mean, --std: " + invalid.getMessage());
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
