package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.formats.SafeTensors;
import org.metricloss.models.Model;
import org.metricloss.models.ModelFolder;
import org.metricloss.models.ModelInput;
import org.metricloss.models.ModelOrigin;
import org.metricloss.models.Thresholds;

class ExportCommandTest {
    private static final NetworkSpec NETWORK = NamedNetwork.LENET.withEmbedding(3);

    @TempDir
    private Path folder;

    private Path model;
    private Path output;

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        output = folder.resolve("out");
        Objective softmax =
                Objective.of("softmax", LossProvider.all().get("softmax").create(Parameters.of(Map.of())));
        Weights weights = Weights.initial(NetworkPlan.of(NETWORK, Shape.of(1, 8, 8)), softmax, 2, 1);
        String hash = "0".repeat(64);
        ModelOrigin origin = new ModelOrigin(
                "a.djl.seed-1",
                hash,
                ModelOrigin.hash(hash, "a.djl.seed-1"),
                "a",
                "djl",
                "cpu",
                1,
                1,
                1,
                "last",
                Map.of(),
                JsonNodeFactory.instance.objectNode());
        ModelFolder.write(
                model,
                weights,
                Optional.empty(),
                file -> new Model(
                        Model.FORMAT,
                        NETWORK,
                        new ModelInput(List.of(1, 8, 8), 16, List.of(8.0), List.of(8.0), false),
                        3,
                        "cosine",
                        List.of("x", "y"),
                        2,
                        List.of(),
                        Thresholds.absent("not measured"),
                        origin,
                        file));
    }

    @Test
    void onnxTakesPixelsOfAnyNumberOfImages() throws IOException {
        CommandRun run = CommandRun.of("export", model.toString(), "--output", output.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("network 'lenet', input [n, 1, 8, 8], embeddings [n, 3]");
        OnnxMl.ModelProto onnx = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(output));
        assertThat(onnx.getOpsetImport(0).getVersion()).isEqualTo(13);
        OnnxMl.TensorShapeProto input =
                onnx.getGraph().getInput(0).getType().getTensorType().getShape();
        assertThat(input.getDim(0).getDimParam()).isEqualTo("n");
        assertThat(List.of(
                        input.getDim(1).getDimValue(),
                        input.getDim(2).getDimValue(),
                        input.getDim(3).getDimValue()))
                .containsExactly(1L, 8L, 8L);
        assertThat(onnx.getGraph().getNodeList())
                .extracting(OnnxMl.NodeProto::getOpType)
                .startsWith("Mul", "Sub", "Div", "Conv")
                .endsWith("Gemm", "Identity");
        assertThat(onnx.getMetadataPropsList())
                .anyMatch(each ->
                        each.getKey().equals("distance") && each.getValue().equals("cosine"));
    }

    @Test
    void safetensorsHoldTheNetworkAlone() {
        CommandRun run =
                CommandRun.of("export", model.toString(), "--format", "safetensors", "--output", output.toString());
        assertThat(run.code()).isZero();
        assertThat(SafeTensors.read(output).arrays().keySet())
                .contains("0.convolution.weight", "9.linear.bias")
                .noneMatch(name -> name.contains("softmax"));
    }

    @Test
    void fileThatExistsIsReplacedOnlyByForce() throws IOException {
        Files.writeString(output, "old");
        CommandRun refused = CommandRun.of("export", model.toString(), "--output", output.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(output + " exists; --force replaces it");
        assertThat(Files.readString(output)).isEqualTo("old");
        CommandRun forced = CommandRun.of("export", model.toString(), "--output", output.toString(), "--force");
        assertThat(forced.code()).isZero();
        OnnxMl.ModelProto onnx = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(output));
        assertThat(onnx.getGraph().getNodeList()).isNotEmpty();
    }

    @Test
    void whatIsNoModelIsRefused() {
        CommandRun run = CommandRun.of("export", folder.toString(), "--output", output.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is not the folder of a model");
        assertThat(output).doesNotExist();
    }
}
