package org.metricloss.experiments.cost;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.StudyFile;
import org.metricloss.experiments.training.setting.CanonicalText;
import org.metricloss.results.record.Study;

/** Writes a cost study as JSON that the file reader reads back. */
final class CostText {
    private CostText() {}

    static String of(CostExperiment study) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        // First: it tells what the rest means.
        json.put(StudyFile.KEY, Choices.written(Study.COST)).put("name", study.name());
        ArrayNode engines = json.putArray("engines");
        study.engines().forEach(engines::add);
        json.put("threads", study.threads()).put("seed", study.seed());
        numbers(json.putArray("dimensions"), study.dimensions());
        numbers(json.putArray(study.classesFixed() ? "classes" : "perClass"), study.fixedCounts());
        json.put("network", study.network().id()).put("sampleTuples", study.sampleTuples());
        CostTiming timing = study.timing();
        ObjectNode timed = json.putObject("timing");
        timed.put("rounds", timing.rounds()).put("repeats", timing.repeats());
        timed.set("seconds", CanonicalText.number(timing.seconds()));
        timed.set("warmUp", CanonicalText.number(timing.warmUp()));
        timed.set("limit", CanonicalText.number(timing.limit()));
        json.put("baseline", study.baseline());
        ObjectNode losses = json.putObject("losses");
        study.series().forEach(series -> add(losses, series));
        return CanonicalText.written(json);
    }

    private static void add(ObjectNode losses, CostSeries series) {
        ObjectNode loss = losses.withObjectProperty(series.name());
        loss.put("loss", series.lossId());
        for (Map.Entry<String, String> parameter : series.parameters().entrySet()) {
            // What chooses the algorithm is told by it; of explicit tuples the rest of the series may know more.
            boolean choosesAlgorithm = parameter.getKey().equals(CostSeriesReader.ALGORITHM)
                    || parameter.getValue().equals(CostSeriesReader.EXPLICIT);
            if (!choosesAlgorithm) {
                loss.set(parameter.getKey(), CanonicalText.parameter(parameter.getValue()));
            }
        }
        if (series.algorithm().equals(CostSeries.DIRECT)) {
            numbers(loss.putArray("sizes"), series.sizes());
        } else {
            numbers(loss.withObjectProperty("algorithms").putArray(series.algorithm()), series.sizes());
        }
    }

    private static void numbers(ArrayNode array, List<Integer> numbers) {
        numbers.forEach(array::add);
    }
}
