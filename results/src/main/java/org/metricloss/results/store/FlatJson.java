package org.metricloss.results.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.formats.SealedJson;

/** Flattens JSON to one value per path, such as {@code budget.epochs}, to compare documents value by value. */
public final class FlatJson {
    private FlatJson() {}

    /**
     * {@return every value that is not itself an object or a list, as text by its path, in order; numbers as they are
     * written}
     *
     * @param json an object
     * @throws IllegalArgumentException if it is not JSON
     */
    public static Map<String, String> of(String json) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            flatten("", new JsonMapper().readTree(json), values);
            return values;
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("this is no JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    /**
     * {@return every value of a record as text by its path, as it is written in its file}
     *
     * @param record a record of a run
     */
    public static Map<String, String> of(Record record) {
        return of(SealedJson.text(record));
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(joined(path, field.getKey()), field.getValue(), values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(joined(path, Integer.toString(i)), node.get(i), values);
            }
        } else {
            values.put(path, node.asText());
        }
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
