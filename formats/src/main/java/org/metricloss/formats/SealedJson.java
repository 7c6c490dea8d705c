package org.metricloss.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.metricloss.base.Causes;

/**
 * Records as JSON files with a seal: the last field, {@code sha256}, is the hash of all others in compact form. White space
 * does not matter; any other change is refused on reading. Unknown and missing fields are refused, too: only another version
 * writes them, and {@code format} tells versions apart. NaN and infinities are the strings "NaN", "Infinity" and "-Infinity".
 */
public final class SealedJson {
    private static final String SEAL = "sha256";

    private static final long MOST_BYTES = 64L << 20;

    /** Numbers stay decimal in trees, so that the hash depends on the file alone and not on how Java prints a double. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    private SealedJson() {}

    /** Returns a record's file content. */
    public static byte[] seal(Record content) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(sealed(content));
        } catch (IOException e) {
            throw new IllegalStateException("a record of ours cannot be written as JSON", e);
        }
    }

    /** Returns a record's content as one line of text. */
    public static String text(Record content) {
        try {
            return sealed(content).toString();
        } catch (IOException e) {
            throw new IllegalStateException("a record of ours cannot be written as JSON", e);
        }
    }

    private static ObjectNode sealed(Record content) throws IOException {
        ObjectNode tree = (ObjectNode) MAPPER.readTree(MAPPER.writeValueAsBytes(content));
        tree.put(SEAL, hash(tree));
        return tree;
    }

    /**
     * Reads a record in one of the layouts that its class declares. Optional components that an older layout lacks are
     * empty.
     *
     * @throws FileException if the file cannot be read; the message names the file and the fault
     */
    public static <T extends Record> T open(Path file, Class<T> type) {
        return open(file.toString(), parse(file), type);
    }

    /** Reads a record from a text that is only one part of a file. */
    public static <T extends Record> T open(String file, String text, Class<T> type) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode tree) {
                return open(file, tree, type);
            }
            throw new FileException(file + " is corrupted: it holds no JSON object");
        } catch (JsonProcessingException e) {
            throw new FileException(file + " is corrupted: its record is not JSON", e);
        } catch (NumberFormatException e) {
            throw new FileException(file + " is corrupted: it holds a number that is out of range", e);
        }
    }

    private static <T extends Record> T open(String file, ObjectNode tree, Class<T> type) {
        int oldest = type.getAnnotation(Layout.class).oldest();
        int newest = type.getAnnotation(Layout.class).newest();
        JsonNode written = tree.path("format");
        if (!written.isInt() || written.intValue() < oldest || written.intValue() > newest) {
            throw new FileException(file + " has format " + (written.isMissingNode() ? "none" : written)
                    + ", this version reads " + (oldest == newest ? newest : oldest + " to " + newest));
        }
        JsonNode seal = tree.remove(SEAL);
        if (seal == null || !seal.asText().equals(hash(tree))) {
            throw new FileException(file + " is corrupted: its content does not match its sha256");
        }
        try {
            ObjectReader reader = MAPPER.readerFor(type);
            return written.intValue() < newest
                    ? reader.without(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                            .readValue(tree)
                    : reader.readValue(tree);
        } catch (JsonProcessingException e) {
            throw new FileException(file + " is not a valid record: " + reason(e), e);
        } catch (IOException e) {
            throw new IllegalStateException("a tree in memory cannot fail to be read", e);
        }
    }

    private static ObjectNode parse(Path file) {
        try {
            requirePlain(file);
            if (MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode tree) {
                return tree;
            }
            throw new FileException(file + " is corrupted: it holds no JSON object");
        } catch (NoSuchFileException e) {
            throw new FileException(file + " does not exist", e);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new FileException(file + " is corrupted: it is not JSON" + where, e);
        } catch (NumberFormatException e) {
            throw new FileException(file + " is corrupted: it holds a number that is out of range", e);
        } catch (IOException e) {
            throw new FileException(file + " cannot be read: " + Causes.inWords(e), e);
        }
    }

    /** Refuses pipes and devices, which could be read without end, and files larger than any record. */
    private static void requirePlain(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileException(file + " is not a plain file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new FileException(
                    "%s has %s bytes, a record has at most %s".formatted(file, Files.size(file), MOST_BYTES));
        }
    }

    private static String hash(ObjectNode tree) {
        return Sha256.of(tree.toString());
    }

    private static String reason(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown field " + path(unknown);
        }
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return refused.getMessage();
        }
        String where = e instanceof JsonMappingException mapping ? path(mapping) : "";
        String what = e.getOriginalMessage().lines().findFirst().orElse("");
        return where.isEmpty() ? what : where + ": " + what;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
