package org.metricloss.experiments.work;

import java.util.List;
import java.util.Map;
import org.metricloss.results.record.MeasureRecord;

/**
 * The inputs of a run, as its manifest states them.
 *
 * @param name the name of its experiment
 * @param experiment the resolved experiment as JSON
 * @param baseline the name of the objective or loss that the others are compared with
 * @param versions the versions of the program, of Java and of every engine
 * @param dataSha256 checksums of the data by name
 * @param classNames the names of the data's classes, in the order that all trials have in common; empty without classes
 * @param measures the measures that its records may hold, in the order in which they are shown
 */
public record RunInputs(
        String name,
        String experiment,
        String baseline,
        Map<String, String> versions,
        Map<String, String> dataSha256,
        List<String> classNames,
        List<MeasureRecord> measures) {}
