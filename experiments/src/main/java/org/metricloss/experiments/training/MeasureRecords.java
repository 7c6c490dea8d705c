package org.metricloss.experiments.training;

import java.util.List;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.record.RunMeasures;

/** Descriptions of the catalogue's measures, as they are recorded. */
public final class MeasureRecords {
    private MeasureRecords() {}

    /** {@return the description of every measure in the catalogue} */
    public static RunMeasures all() {
        return new RunMeasures(of(Measures.all()));
    }

    /**
     * {@return their descriptions, in the same order}
     *
     * @param measures measures
     */
    public static List<MeasureRecord> of(List<Measure> measures) {
        return measures.stream().map(MeasureRecords::of).toList();
    }

    private static MeasureRecord of(Measure measure) {
        return new MeasureRecord(
                measure.id(),
                measure.title(),
                measure.unit(),
                measure.range().least(),
                measure.range().greatest(),
                switch (measure.direction()) {
                    case HIGHER_IS_BETTER -> MeasureRecord.Direction.HIGHER_IS_BETTER;
                    case LOWER_IS_BETTER -> MeasureRecord.Direction.LOWER_IS_BETTER;
                    case NONE -> MeasureRecord.Direction.NONE;
                },
                measure.scaleMatters());
    }
}
