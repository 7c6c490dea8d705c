package org.metricloss.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.base.Causes;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.FileException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.SafeTensors;
import org.metricloss.formats.SealedJson;
import org.metricloss.formats.Sha256;

/**
 * The folder of a trained model. It holds {@value #DESCRIPTION}, which is sealed and names size and checksum of the
 * weights, and {@value #WEIGHTS}. The description is written last, so a folder with a description is complete.
 */
public final class ModelFolder {
    /** The name of the file with the {@link Model}. */
    public static final String DESCRIPTION = "model.json";
    /** The name of the file with the weights, under the names of {@link Weights}. */
    public static final String WEIGHTS = "weights.safetensors";

    /** The name of the class centers among the weights, if the model classifies by them. */
    public static final String CENTERS = "centers";

    private ModelFolder() {}

    /**
     * {@return whether a folder looks like that of a model: it has a description}
     *
     * @param folder any path
     */
    public static boolean isModel(Path folder) {
        return Files.exists(folder.resolve(DESCRIPTION));
    }

    /**
     * Writes a model, and replaces an older one.
     *
     * @param folder the folder; it must exist
     * @param weights the weights
     * @param centers the class centers, if the model classifies by them
     * @param description makes the description from the file of weights
     * @return the description
     * @throws FileException if it cannot be written; the folder then has no description
     */
    public static Model write(
            Path folder, Weights weights, Optional<FloatArray> centers, Function<WeightsFile, Model> description) {
        Path file = folder.resolve(WEIGHTS);
        Path json = folder.resolve(DESCRIPTION);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        weights.names().forEach(name -> arrays.put(name, array(weights.get(name))));
        centers.ifPresent(rows -> arrays.put(CENTERS, array(rows)));
        try {
            Files.deleteIfExists(json);
            new SafeTensors(Map.of(), arrays).write(file);
            Model model = description.apply(new WeightsFile(Files.size(file), Sha256.of(file)));
            AtomicFiles.replace(json, out -> out.write(SealedJson.seal(model)));
            return model;
        } catch (IOException failed) {
            throw FileException.cannotWrite(folder, failed);
        }
    }

    /**
     * {@return the description of a model; the weights are not read}
     *
     * @param folder the folder of a model
     * @throws FileException if there is none, or it is corrupted or of a newer version
     */
    public static Model describe(Path folder) {
        if (!isModel(folder)) {
            throw new FileException(folder + " is not the folder of a model: it has no " + DESCRIPTION);
        }
        return SealedJson.open(folder.resolve(DESCRIPTION), Model.class);
    }

    /**
     * {@return the model}
     *
     * @param folder the folder of a model
     * @throws FileException if a file is missing or corrupted, or the weights are those of another model
     */
    public static TrainedModel read(Path folder) {
        Model model = describe(folder);
        Path file = folder.resolve(WEIGHTS);
        if (!Files.exists(file)) {
            throw new FileException(folder + " has no weights: the file " + WEIGHTS + " is missing");
        }
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        SafeTensors.read(file)
                .arrays()
                .forEach((name, array) -> arrays.put(name, FloatArray.of(Shape.of(array.shape()), array.floats())));
        requireNetwork(file, model, arrays);
        if (!isIntact(file, model.weights())) {
            throw new FileException(
                    "%s is corrupted: its content does not match the sha256 in %s".formatted(file, DESCRIPTION));
        }
        Optional<FloatArray> centers = Optional.ofNullable(arrays.remove(CENTERS));
        return new TrainedModel(model, Weights.of(arrays), centers);
    }

    private static boolean isIntact(Path file, WeightsFile recorded) {
        try {
            return Files.size(file) == recorded.bytes() && Sha256.of(file).equals(recorded.sha256());
        } catch (IOException failed) {
            throw new FileException(file + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }

    private static void requireNetwork(Path file, Model model, Map<String, FloatArray> arrays) {
        for (ParameterSpec parameter : model.plan().parameters()) {
            String name = Weights.networkName(parameter.name());
            FloatArray array = arrays.get(name);
            if (array == null || !array.shape().equals(parameter.shape())) {
                throw new FileException("%s holds weights of another network: %s must have shape %s, found %s"
                        .formatted(file, name, parameter.shape(), array == null ? "none" : array.shape()));
            }
        }
        FloatArray centers = arrays.get(CENTERS);
        Shape expected = Shape.of(model.centers().size(), model.embedding());
        if (centers == null ? !model.centers().isEmpty() : !centers.shape().equals(expected)) {
            throw new FileException("%s holds weights of another model: %s must have shape %s, found %s"
                    .formatted(file, CENTERS, expected, centers == null ? "none" : centers.shape()));
        }
    }

    private static NpyArray array(FloatArray array) {
        return NpyArray.of(array.toArray(), array.shape().toArray());
    }
}
