package org.metricloss.models;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.List;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.network.Residual;

/**
 * A network as JSON: its name and its layers, each with its kind and the components of its record. To add a kind of
 * layer, add a line to the list.
 */
final class NetworkJson {
    /** The kinds of layers. A name must never change, since it is stored. */
    static final List<NamedType> KINDS = List.of(
            new NamedType(Convolution.class, "convolution"),
            new NamedType(Layer.Linear.class, "linear"),
            new NamedType(Layer.PRelu.class, "prelu"),
            new NamedType(Layer.Relu.class, "relu"),
            new NamedType(Layer.Gelu.class, "gelu"),
            new NamedType(Layer.MaxPool.class, "max-pool"),
            new NamedType(Layer.AveragePool.class, "average-pool"),
            new NamedType(Layer.GlobalAveragePool.class, "global-average-pool"),
            new NamedType(Residual.class, "residual"),
            new NamedType(Layer.Flatten.class, "flatten"),
            new NamedType(Layer.BatchNorm.class, "batch-norm"),
            new NamedType(Layer.LayerNorm.class, "layer-norm"),
            new NamedType(Layer.LengthNorm.class, "length-norm"),
            new NamedType(Layer.Dropout.class, "dropout"));

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addMixIn(Layer.class, Kind.class)
            .registerSubtypes(KINDS.toArray(NamedType[]::new))
            .build();

    private NetworkJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kind {}

    /** Writes a network. */
    static final class Writer extends StdSerializer<NetworkSpec> {
        Writer() {
            super(NetworkSpec.class);
        }

        @Override
        public void serialize(NetworkSpec network, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeTree(MAPPER.valueToTree(network));
        }
    }

    /** Reads a network. */
    static final class Reader extends StdDeserializer<NetworkSpec> {
        Reader() {
            super(NetworkSpec.class);
        }

        @Override
        public NetworkSpec deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return MAPPER.treeToValue(context.readTree(in), NetworkSpec.class);
        }
    }
}
