package org.metricloss.experiments.faults;

import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Range;

/** Makes {@link FaultLoss}; on the class path of the processes that {@link Program} starts, and nowhere else. */
public final class FaultLossProvider implements LossProvider {
    @Override
    public String id() {
        return "fault";
    }

    @Override
    public String summary() {
        return "0, and what a bad loss might do to its process";
    }

    @Override
    public FaultLoss create(Parameters parameters) {
        return new FaultLoss(parameters.choice("kind", FaultLoss.Kind.NONE), (int)
                parameters.number("call", 30, Range.between(1, 1e6)));
    }
}
