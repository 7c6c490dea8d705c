package org.metricloss.core.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.tensor.Tensor;

/**
 * A choice that may change at given steps of the training, such as the mining of a loss.
 *
 * @param parts the choices in order, at least one; each applies until its step, the last one to the end
 * @param <T> what is chosen
 */
public record Stepwise<T>(List<Part<T>> parts) {
    /**
     * One choice.
     *
     * @param until the first step, counted from 0, at which it no longer applies; ignored in the last part
     * @param use what is chosen
     * @param <T> what is chosen
     */
    public record Part<T>(int until, T use) {}

    /** Copies the list and checks that the steps increase. */
    public Stepwise {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a choice by steps needs at least one part");
        }
        int before = 0;
        for (Part<T> part : parts.subList(0, parts.size() - 1)) {
            if (!(part.until() > before)) {
                throw new IllegalArgumentException("until must be a step > %s, got %s".formatted(before, part.until()));
            }
            before = part.until();
        }
    }

    /** {@return a choice that never changes} */
    public static <T> Stepwise<T> always(T choice) {
        return new Stepwise<>(List.of(new Part<>(Integer.MAX_VALUE, choice)));
    }

    /** {@return the choices in order} */
    public List<T> choices() {
        return parts.stream().map(Part::use).toList();
    }

    /** {@return the choice at the first step} */
    public T first() {
        return parts.get(0).use();
    }

    /** {@return whether the choice never changes} */
    public boolean isConstant() {
        return parts.size() == 1;
    }

    /** {@return the same steps with other choices} */
    public <R> Stepwise<R> map(Function<T, R> function) {
        List<Part<R>> mapped = new ArrayList<>();
        parts.forEach(part -> mapped.add(new Part<>(part.until(), function.apply(part.use()))));
        return new Stepwise<>(mapped);
    }

    /**
     * {@return which of the choices applies in the step of a batch, for each sample, [m, 1] in the type of the
     * embeddings; empty if the choice never changes}
     *
     * @param input the batch
     */
    public Optional<Tensor> indices(LossInput input) {
        Tensor x = input.embeddings();
        Tensor index = null;
        for (Part<T> part : parts.subList(0, parts.size() - 1)) {
            Tensor passed = input.step()
                    .full(part.until())
                    .lessOrEqual(input.step())
                    .cast(x.dataType())
                    .reshape(1, 1);
            index = index == null ? passed : index.add(passed);
        }
        return Optional.ofNullable(index)
                .map(each -> x.full(0, input.samples(), 1).add(each));
    }
}
