package org.metricloss.experiments.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a mapping. Unknown keys are refused first, so that a misspelt key is reported as unknown, not as
 * missing.
 */
public final class Fields {
    private final YamlNode.Mapping mapping;
    private final List<String> allowed;

    private Fields(YamlNode.Mapping mapping, List<String> allowed) {
        this.mapping = mapping;
        this.allowed = allowed;
    }

    /**
     * {@return its fields}
     *
     * @param mapping the mapping
     * @param allowed every key it may have
     * @throws ExperimentFileException naming the first key that is not allowed
     */
    public static Fields of(YamlNode.Mapping mapping, List<String> allowed) {
        requireKnown(mapping, allowed, "");
        return new Fields(mapping, allowed);
    }

    /**
     * Refuses keys that are not allowed.
     *
     * @param mapping the mapping
     * @param allowed every key it may have
     * @param owner the owner of the keys for the message, as in " of loss triplet"; may be empty
     * @throws ExperimentFileException naming the first key that is not allowed
     */
    public static void requireKnown(YamlNode.Mapping mapping, List<String> allowed, String owner) {
        requireSpaces(mapping, allowed);
        for (Map.Entry<String, YamlNode.Mapping.Entry> entry : mapping.entries().entrySet()) {
            String key = entry.getKey();
            if (!allowed.contains(key)) {
                throw entry.getValue()
                        .key()
                        .refused("unknown key '%s'%s; allowed: %s%s"
                                .formatted(
                                        OneLine.clipped(key),
                                        owner,
                                        OneLine.list(allowed),
                                        Choices.didYouMean(key, allowed)));
            }
        }
    }

    /**
     * Refuses keys such as {@code loss:triplet}, which YAML reads if the space after the colon is missing.
     *
     * @param mapping the mapping
     * @param allowed keys that it may have
     * @throws ExperimentFileException naming the first such key
     */
    public static void requireSpaces(YamlNode.Mapping mapping, List<String> allowed) {
        mapping.entries().forEach((key, entry) -> {
            int colon = key.indexOf(':');
            if (colon > 0 && !allowed.contains(key) && allowed.contains(key.substring(0, colon))) {
                throw entry.key()
                        .refused("a space is missing in '%s': write '%s: %s'"
                                .formatted(
                                        OneLine.clipped(key),
                                        key.substring(0, colon),
                                        OneLine.clipped(key.substring(colon + 1))));
            }
        });
    }

    /** {@return the field, which is required} */
    public Value required(String key) {
        return optional(key).orElseThrow(() -> missing(key));
    }

    /** {@return the field, if it is present} */
    public Optional<Value> optional(String key) {
        if (!allowed.contains(key)) {
            throw new IllegalStateException(
                    "'%s' is read but is not one of the allowed keys %s".formatted(key, allowed));
        }
        return Optional.ofNullable(mapping.entries().get(key)).map(entry -> new Value(key, entry.value()));
    }

    /**
     * {@return the given value of a setting, or its default}
     *
     * @param setting a setting that is required or has a default
     * @param <V> the type of its values
     */
    public <V> V read(Setting<?, V> setting) {
        return given(setting).or(setting::standard).orElseThrow(() -> missing(setting.name()));
    }

    /**
     * {@return the value of a setting, if it is given}
     *
     * @param setting a setting
     * @param <V> the type of its values
     */
    public <V> Optional<V> given(Setting<?, V> setting) {
        return optional(setting.name()).map(setting.type()::read);
    }

    /** {@return whether the mapping may have that field} */
    public boolean knows(String key) {
        return allowed.contains(key);
    }

    /** {@return whether the field is present} */
    public boolean has(String key) {
        return optional(key).isPresent();
    }

    private ExperimentFileException missing(String key) {
        return refused("missing key '%s'; allowed: %s".formatted(key, OneLine.list(allowed)));
    }

    /** {@return the exception that refuses the mapping} */
    public ExperimentFileException refused(String problem) {
        return mapping.location().refused(problem);
    }
}
