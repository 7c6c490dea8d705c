package org.metricloss.experiments.file;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metricloss.core.loss.Stepwise;

/**
 * A choice that may change at given steps, {@code hard} or {@code [{until: 500, use: semi-hard}, {use: hard}]}.
 *
 * @param type the enum of the choices
 * @param <E> the choices
 */
record StepwiseChoice<E extends Enum<E>>(Class<E> type) {
    /** The text after the choices in a list of allowed values. */
    static final String OR_A_LIST = ", or a list by steps such as [{until: 500, use: ...}, {use: ...}]";

    private static final int MAX_STEP = 1_000_000_000;

    Stepwise<E> read(Value value) {
        if (!(value.node() instanceof YamlNode.Sequence)) {
            return Stepwise.always(value.choice(type));
        }
        List<Stepwise.Part<E>> parts = new ArrayList<>();
        List<Value> elements = value.elements();
        for (Value element : elements) {
            boolean last = parts.size() == elements.size() - 1;
            Fields fields = last ? element.fields("use") : element.fields("until", "use");
            int until = last ? Integer.MAX_VALUE : fields.required("until").integer(1, MAX_STEP);
            parts.add(new Stepwise.Part<>(until, fields.required("use").choice(type)));
        }
        try {
            return new Stepwise<>(parts);
        } catch (IllegalArgumentException refused) {
            throw value.refused("%s: %s".formatted(value.name(), refused.getMessage()));
        }
    }

    /** {@return the choice as it is written in files} */
    static <E extends Enum<E>> String written(Stepwise<E> choice) {
        if (choice.isConstant()) {
            return Choices.written(choice.first());
        }
        int last = choice.parts().size() - 1;
        return choice.parts().stream()
                .map(part -> choice.parts().indexOf(part) == last
                        ? "{use: %s}".formatted(Choices.written(part.use()))
                        : "{until: %s, use: %s}".formatted(part.until(), Choices.written(part.use())))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
