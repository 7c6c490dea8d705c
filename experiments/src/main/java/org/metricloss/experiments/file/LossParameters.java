package org.metricloss.experiments.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.Stepwise;

/**
 * A loss's parameters from a term of an experiment file, {@code {loss: triplet, weight: 0.5, margin: 0.2}}. Remembers
 * which parameters the loss read, so that all others can be refused and every value, given or default, can be recorded.
 */
public final class LossParameters implements Parameters {
    /** The error message for an unknown loss. */
    private static final String LOSS_OF_ONES_OWN =
            "; a loss of your own is found if META-INF/services/%s names its provider"
                    .formatted(LossProvider.class.getName());

    private final YamlNode.Mapping term;
    private final List<String> ownKeys;
    private final Map<String, String> resolved;
    private final Set<String> known;
    private final boolean added;

    /**
     * Creates the parameters of a term.
     *
     * @param term the term
     * @param ownKeys the keys of the term itself, which are not parameters of the loss
     */
    public LossParameters(YamlNode.Mapping term, List<String> ownKeys) {
        this(term, ownKeys, new LinkedHashMap<>(), new LinkedHashSet<>(), false);
    }

    private LossParameters(
            YamlNode.Mapping term,
            List<String> ownKeys,
            Map<String, String> resolved,
            Set<String> known,
            boolean added) {
        this.term = term;
        this.ownKeys = ownKeys;
        this.resolved = resolved;
        this.known = known;
        this.added = added;
    }

    @Override
    public Parameters later() {
        return new LossParameters(term, ownKeys, resolved, known, true);
    }

    /**
     * {@return the id of a loss}
     *
     * @param value the id as it is given
     * @param losses the ids of all losses
     * @throws ExperimentFileException if there is no such loss
     */
    public static String id(Value value, List<String> losses) {
        return value.oneOf("loss", losses, LOSS_OF_ONES_OWN);
    }

    @Override
    public double number(String name, double defaultValue, Range range) {
        return read(name, defaultValue, value -> value.number(range), Numbers::written);
    }

    @Override
    public int integer(String name, int defaultValue, Range range) {
        return read(name, defaultValue, value -> value.integer(range), String::valueOf);
    }

    @Override
    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        return read(name, defaultValue, value -> value.choice(defaultValue.getDeclaringClass()), Choices::written);
    }

    @Override
    public <E extends Enum<E>> Stepwise<E> stepwise(String name, E defaultValue) {
        StepwiseChoice<E> choice = new StepwiseChoice<>(defaultValue.getDeclaringClass());
        return read(name, Stepwise.always(defaultValue), choice::read, StepwiseChoice::written);
    }

    @Override
    public boolean flag(String name, boolean defaultValue) {
        return read(name, defaultValue, Value::flag, String::valueOf);
    }

    @Override
    public void refuseGiven(String name, String reason) {
        YamlNode.Mapping.Entry entry = term.entries().get(name);
        if (entry != null) {
            throw entry.key().refused(name + " " + reason);
        }
    }

    /**
     * {@return every parameter the loss read, in that order, with its value as it would be written in a file; of those
     * that were added {@link #later} only the ones that are not at their defaults}
     */
    public Map<String, String> resolved() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(resolved));
    }

    /**
     * {@return the loss}
     *
     * @param id the loss's id
     * @param provider creates the loss from these parameters
     * @param where the value to refuse if the parameters are inconsistent
     * @throws ExperimentFileException if a parameter is refused, or is not a parameter of this loss
     */
    public MetricLoss create(String id, LossProvider provider, Value where) {
        MetricLoss loss;
        try {
            loss = provider.create(this);
        } catch (ExperimentFileException located) {
            throw located;
        } catch (IllegalArgumentException refused) {
            throw where.node().location().refused("loss %s: %s".formatted(id, refused.getMessage()), refused);
        }
        refuseUnknown(id);
        return loss;
    }

    /**
     * Refuses keys that the loss did not read.
     *
     * @param loss the loss's id
     * @throws ExperimentFileException if a key is given that is neither the term's own nor was read
     */
    public void refuseUnknown(String loss) {
        List<String> allowed = new ArrayList<>(ownKeys);
        allowed.addAll(known);
        Fields.requireKnown(term, allowed, " of loss " + loss);
    }

    private <T> T read(String name, T defaultValue, Function<Value, T> reader, Function<T, String> writer) {
        if (ownKeys.contains(name)) {
            throw new IllegalStateException(
                    "a loss cannot have a parameter '%s': the term uses that key".formatted(name));
        }
        T value = Optional.ofNullable(term.entries().get(name))
                .map(entry -> reader.apply(new Value(name, entry.value())))
                .orElse(defaultValue);
        known.add(name);
        if (!added || !value.equals(defaultValue)) {
            resolved.put(name, writer.apply(value));
        }
        return value;
    }
}
