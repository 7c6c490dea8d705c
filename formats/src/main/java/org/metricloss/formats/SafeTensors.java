package org.metricloss.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Predicate;
import org.metricloss.base.Causes;

/**
 * Files in the safetensors format (https://github.com/huggingface/safetensors): eight bytes with the length of the header, a
 * JSON header, and the arrays one after another. Arrays are float32; the header's {@code __metadata__} holds texts by name.
 *
 * @param metadata texts by name
 * @param arrays the arrays by name, in the order of the file
 */
public record SafeTensors(Map<String, String> metadata, Map<String, NpyArray> arrays) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String METADATA = "__metadata__";
    private static final String FLOAT32 = "F32";

    /** Headers are padded so that the arrays begin at a multiple of this number. */
    private static final int ALIGNMENT = 8;

    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /** Copies the maps. */
    public SafeTensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        arrays.forEach((name, array) -> {
            if (array.type() != NpyArray.Type.FLOAT32) {
                throw new IllegalArgumentException("array " + name + " must be FLOAT32, got " + array.type());
            }
        });
    }

    /** {@return the SHA-256 of the names, shapes and bytes of the arrays} */
    public String arraysSha256() {
        byte[] names = entries().toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(
                arrays.values().stream().mapToInt(array -> array.data().length).reduce(names.length, Math::addExact));
        all.put(names);
        arrays.values().forEach(array -> all.put(array.data()));
        return Sha256.of(all.array());
    }

    /**
     * Writes the file whole or not at all, and replaces an existing one.
     *
     * @param file the file; its folder must exist
     * @throws FileException if it cannot be written
     */
    public void write(Path file) {
        byte[] header = header();
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array();
        try {
            AtomicFiles.replace(file, out -> {
                out.write(length);
                out.write(header);
                for (NpyArray array : arrays.values()) {
                    out.write(array.data());
                }
            });
        } catch (IOException failed) {
            throw FileException.cannotWrite(file, failed);
        }
    }

    private byte[] header() {
        ObjectNode json = MAPPER.createObjectNode();
        metadata.forEach(json.putObject(METADATA)::put);
        json.setAll(entries());
        String text = json.toString();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat((ALIGNMENT - bytes % ALIGNMENT) % ALIGNMENT)).getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode entries() {
        ObjectNode json = MAPPER.createObjectNode();
        long from = 0;
        for (Entry<String, NpyArray> named : arrays.entrySet()) {
            NpyArray array = named.getValue();
            ObjectNode entry = json.putObject(named.getKey()).put("dtype", FLOAT32);
            ArrayNode shape = entry.putArray("shape");
            Arrays.stream(array.shape()).forEach(shape::add);
            entry.putArray("data_offsets").add(from).add(from + array.data().length);
            from += array.data().length;
        }
        return json;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the content of the file
     * @throws FileException if it cannot be read, is truncated or malformed, or holds arrays other than float32
     */
    public static SafeTensors read(Path file) {
        return read(file, name -> true);
    }

    /**
     * Reads some of the arrays of a file; the others may be of any type.
     *
     * @param file the file
     * @param wanted whether an array of that name is read
     * @return the content of the file, without the arrays that are not wanted
     * @throws FileException if it cannot be read, is truncated or malformed, or a wanted array is not float32
     */
    public static SafeTensors read(Path file, Predicate<String> wanted) {
        try {
            require(file, !Files.exists(file) || Files.isRegularFile(file), "it is not a plain file");
            require(file, Files.size(file) <= MOST_BYTES, "it has more than " + MOST_BYTES + " bytes");
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            require(file, bytes.remaining() >= Long.BYTES, "it is shorter than a header");
            long headerLength = bytes.getLong();
            require(file, headerLength >= 0 && headerLength <= bytes.remaining(), "its header is cut off");
            byte[] header = new byte[(int) headerLength];
            bytes.get(header);
            if (!(MAPPER.readTree(header) instanceof ObjectNode json)) {
                throw malformed(file, "its header is no JSON object", null);
            }
            return read(file, json, bytes.slice().order(ByteOrder.LITTLE_ENDIAN), wanted);
        } catch (JsonProcessingException broken) {
            throw malformed(file, "its header is not JSON", broken);
        } catch (IOException failed) {
            throw new FileException(file + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }

    private static SafeTensors read(Path file, ObjectNode json, ByteBuffer data, Predicate<String> wanted) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Entry<String, JsonNode> text : json.path(METADATA).properties()) {
            metadata.put(text.getKey(), text.getValue().asText());
        }
        json.remove(METADATA);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        long end = 0;
        // The format does not say in which order a header lists the arrays.
        List<Entry<String, JsonNode>> inOrder = json.properties().stream()
                .sorted(Comparator.<Entry<String, JsonNode>>comparingLong(named -> offset(named.getValue(), 0))
                        .thenComparingLong(named -> offset(named.getValue(), 1)))
                .toList();
        for (Entry<String, JsonNode> named : inOrder) {
            JsonNode entry = named.getValue();
            if (!wanted.test(named.getKey())) {
                long after = offset(entry, 1);
                require(file, after >= end && after <= data.limit(), named.getKey() + " lies at a wrong place");
                end = after;
                data.position((int) end);
                continue;
            }
            if (!entry.path("dtype").asText().equals(FLOAT32)) {
                throw new FileException("%s: %s holds %s; only %s is read"
                        .formatted(file, named.getKey(), entry.path("dtype").asText("no type"), FLOAT32));
            }
            JsonNode axes = entry.path("shape");
            boolean valid = axes.isArray();
            for (JsonNode axis : axes) {
                valid &= axis.isInt() && axis.intValue() >= 0;
            }
            require(file, valid, named.getKey() + " has no valid shape");
            int[] shape = shape(axes);
            long from = offset(entry, 0);
            long to = offset(entry, 1);
            double bytes = Float.BYTES;
            for (int axis : shape) {
                bytes *= axis;
            }
            require(file, from == end && to >= from && to - from == bytes, named.getKey() + " lies at a wrong place");
            require(file, to <= data.limit(), named.getKey() + " is cut off");
            byte[] own = new byte[(int) (to - from)];
            data.get(own);
            arrays.put(named.getKey(), new NpyArray(NpyArray.Type.FLOAT32, shape, own));
            end = to;
        }
        require(file, end == data.limit(), "there are bytes after its arrays");
        return new SafeTensors(metadata, arrays);
    }

    private static long offset(JsonNode entry, int place) {
        return entry.path("data_offsets").path(place).asLong(-1);
    }

    private static int[] shape(JsonNode axes) {
        List<Integer> shape = new ArrayList<>();
        axes.forEach(axis -> shape.add(axis.intValue()));
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void require(Path file, boolean condition, String problem) {
        if (!condition) {
            throw malformed(file, problem, null);
        }
    }

    private static FileException malformed(Path file, String problem, Exception cause) {
        return new FileException(file + " is corrupted: " + problem, cause);
    }
}
