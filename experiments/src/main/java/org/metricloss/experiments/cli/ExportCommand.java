package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.experiments.model.ModelLocation;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.FileException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.SafeTensors;
import org.metricloss.models.TrainedModel;
import org.metricloss.models.onnx.OnnxModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a trained model for other programs. */
@Command(
        name = "export",
        description =
                "Writes a trained model for other programs: as an ONNX model, which takes raw pixels or vectors and gives"
                        + " embeddings, or as the weights of the network in safetensors.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    /** What is written. */
    enum Format {
        ONNX,
        SAFETENSORS
    }

    @Parameters(index = "0", paramLabel = "MODEL", description = ModelArguments.MODEL)
    private Path model;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "onnx",
            description = "onnx or safetensors; default: ${DEFAULT-VALUE}.")
    private Format format;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The file that is written. Required.")
    private Path output;

    @Option(names = "--force", description = "Replaces FILE if it exists.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Outputs.requireFile(output, force);
        TrainedModel trained = ModelLocation.read(model);
        try {
            if (format == Format.ONNX) {
                byte[] onnx = OnnxModel.of(trained);
                AtomicFiles.replace(output, out -> out.write(onnx));
            } else {
                new SafeTensors(Map.of(), network(trained)).write(output);
            }
        } catch (IOException failed) {
            throw FileException.cannotWrite(output, failed);
        }
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "%s: network '%s', input [n, %s], embeddings [n, %d]",
                        output,
                        trained.description().network().name(),
                        String.join(
                                ", ",
                                trained.description().input().shape().stream()
                                        .map(String::valueOf)
                                        .toList()),
                        trained.description().embedding()));
        return Main.OK;
    }

    /** {@return the arrays of the network by their names within it} */
    private static Map<String, NpyArray> network(TrainedModel trained) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (ParameterSpec parameter : trained.description().plan().parameters()) {
            FloatArray array = trained.weights().get(Weights.networkName(parameter.name()));
            arrays.put(
                    parameter.name(), NpyArray.of(array.toArray(), array.shape().toArray()));
        }
        return arrays;
    }
}
