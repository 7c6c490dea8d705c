package org.metricloss.experiments.file;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.Stepwise;

/** Returns the default of every parameter and records which parameters were read. */
final class DescribingParameters implements Parameters {
    private final List<ParameterDescription> descriptions;
    private final String condition;

    DescribingParameters() {
        this(new ArrayList<>(), "");
    }

    private DescribingParameters(List<ParameterDescription> descriptions, String condition) {
        this.descriptions = descriptions;
        this.condition = condition;
    }

    @Override
    public double number(String name, double defaultValue, Range range) {
        add(name, "number", Numbers.written(defaultValue), range.toString());
        return defaultValue;
    }

    @Override
    public int integer(String name, int defaultValue, Range range) {
        add(name, "integer", String.valueOf(defaultValue), "a whole number " + range);
        return defaultValue;
    }

    @Override
    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        List<String> names = Choices.written(defaultValue.getDeclaringClass());
        add(name, "choice", Choices.written(defaultValue), "one of " + String.join(", ", names));
        return defaultValue;
    }

    @Override
    public <E extends Enum<E>> Stepwise<E> stepwise(String name, E defaultValue) {
        List<String> names = Choices.written(defaultValue.getDeclaringClass());
        add(
                name,
                ParameterDescription.CHOICE_BY_STEPS,
                Choices.written(defaultValue),
                "one of " + String.join(", ", names) + StepwiseChoice.OR_A_LIST);
        return Stepwise.always(defaultValue);
    }

    @Override
    public boolean flag(String name, boolean defaultValue) {
        add(name, "flag", String.valueOf(defaultValue), "true or false");
        return defaultValue;
    }

    /** Records the parameters whether or not they apply. */
    @Override
    public DescribingParameters when(boolean applies, String onlyWith) {
        return new DescribingParameters(descriptions, onlyWith);
    }

    @Override
    public void refuseGiven(String name, String reason) {
        // No parameter is given here, so none can be refused.
    }

    /** {@return the parameters that were read so far, in order} */
    List<ParameterDescription> descriptions() {
        return List.copyOf(descriptions);
    }

    private void add(String name, String type, String defaultValue, String allowed) {
        descriptions.add(new ParameterDescription(name, type, defaultValue, allowed, condition));
    }
}
