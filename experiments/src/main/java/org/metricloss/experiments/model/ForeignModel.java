package org.metricloss.experiments.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.metricloss.base.Launcher;
import org.metricloss.base.UserException;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.engine.Engine;

/**
 * A model of another program that DJL loads: a TorchScript file on PyTorch, or an ONNX file where DJL's ONNX engine is on
 * the class path. It takes images [n, channels, height, width] of float32 and gives features [n, d].
 */
public final class ForeignModel implements AutoCloseable {
    /** How many images are given to the model at a time. */
    private static final int BLOCK = 64;

    private static final String ONNX_ENGINE = "OnnxRuntime";
    private static final String ONNX_ENDING = ".onnx";

    /** The engine of this program that loads PyTorch's native library. */
    private static final String PYTORCH = "djl";

    private final Path file;
    private final ForeignInput input;
    private final ZooModel<NDList, NDList> model;
    private final Predictor<NDList, NDList> predictor;
    private final int dimension;

    private ForeignModel(Path file, ForeignInput input, ZooModel<NDList, NDList> model) {
        this.file = file;
        this.input = input;
        this.model = model;
        this.predictor = model.newPredictor();
        // Two images, so that an output without the axis of the batch is noticed.
        this.dimension = features(new float[2 * input.shape().values()], 2).length / 2;
    }

    /**
     * Loads a model, and tries it on two black images.
     *
     * @param file a TorchScript file, or an ONNX file whose name ends in {@code .onnx}
     * @param input the images that it takes
     * @return the model; the caller closes it
     * @throws UserException if the file cannot be loaded, or the model does not take such images or gives something other
     *     than features [n, d]
     */
    public static ForeignModel load(Path file, ForeignInput input) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + (Files.exists(file) ? ": must be a plain file" : ": no such file"));
        }
        boolean onnx = file.toString().toLowerCase(Locale.ROOT).endsWith(ONNX_ENDING);
        if (onnx && !ai.djl.engine.Engine.hasEngine(ONNX_ENGINE)) {
            String build = Launcher.script().isPresent() ? "./mvnw -Pdistribution,onnx package" : "./mvnw -Ponnx ...";
            throw new UserException(
                    file + ": ONNX files need DJL's ONNX engine, which the Maven profile 'onnx' adds: " + build);
        }
        if (!onnx) {
            Engine.all().get(PYTORCH).info();
        }
        ZooModel<NDList, NDList> model = load(file, onnx ? ONNX_ENGINE : "PyTorch");
        try {
            return new ForeignModel(file, input, model);
        } catch (RuntimeException refused) {
            model.close();
            throw refused;
        }
    }

    private static ZooModel<NDList, NDList> load(Path file, String engine) {
        try {
            return Criteria.builder()
                    .setTypes(NDList.class, NDList.class)
                    .optModelPath(file.toAbsolutePath())
                    .optEngine(engine)
                    // By default, DJL loads a model on the first GPU if it sees one.
                    .optDevice(Device.cpu())
                    .optTranslator(new NoopTranslator())
                    .build()
                    .loadModel();
        } catch (IOException | ModelNotFoundException | MalformedModelException | RuntimeException failed) {
            throw new UserException("%s: %s cannot load it: %s".formatted(file, engine, firstLine(failed)), failed);
        }
    }

    private static String firstLine(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(message);
    }

    /**
     * {@return the features of images}
     *
     * @param inputs the images
     * @param progress receives the number of images of each block that is done
     */
    public EmbeddedInputs features(Inputs inputs, IntConsumer progress) {
        return new EmbeddedInputs(new Features(), inputs, progress);
    }

    private float[] features(float[] images, int n) {
        ImageShape shape = input.shape();
        try (NDList given = new NDList(model.getNDManager()
                        .create(images, new Shape(n, shape.channels(), shape.height(), shape.width())));
                NDList found = predictor.predict(given)) {
            if (found.size() != 1) {
                throw new UserException(
                        "%s: must give one array of features [n, d], gives %s arrays".formatted(file, found.size()));
            }
            NDArray features = found.get(0);
            Shape axes = features.getShape();
            if (axes.dimension() != 2 || axes.get(0) != n || axes.get(1) < 1) {
                throw new UserException(
                        "%s: must give features [n, d], gives %s for %s images".formatted(file, axes, n));
            }
            try (NDArray floats = features.toType(DataType.FLOAT32, false)) {
                return floats.toFloatArray();
            }
        } catch (TranslateException | ai.djl.engine.EngineException failed) {
            throw new UserException(
                    "%s: fails on images of %s (channels, height, width): %s".formatted(file, shape, firstLine(failed)),
                    failed);
        }
    }

    private final class Features implements EmbeddedInputs.Embedding {
        @Override
        public int values() {
            return input.shape().values();
        }

        @Override
        public int dimension() {
            return dimension;
        }

        @Override
        public int block() {
            return BLOCK;
        }

        @Override
        public float[] embed(float[] raw, int n) {
            input.scale(raw);
            return features(raw, n);
        }

        @Override
        public Optional<ModelSession.Predicted> predict(float[] embeddings, int n) {
            return Optional.empty();
        }

        @Override
        public String className(int label) {
            throw new IllegalStateException("features have no classes");
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
