package org.metricloss.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.formats.Sha256;

/**
 * The trial that trained a model.
 *
 * @param trial the trial's id
 * @param experimentSha256 the hash of the run's experiment, as in the run's manifest
 * @param sha256 the hash of the trial, see {@link #hash}
 * @param objective the name of the objective that was minimised
 * @param engine the id of the engine that trained it, such as {@code djl}
 * @param device the device that it was trained on, such as {@code cpu}
 * @param threads how many threads it was trained with, at least 1
 * @param seed the trial's seed
 * @param epoch the epoch of the weights, counted from 1
 * @param weights which weights they are: {@code last} or {@code best}, those that the validation part selected
 * @param versions of metricloss, java, the engine and its native library
 * @param experiment the experiment with the settings of this trial, every default written out
 */
public record ModelOrigin(
        String trial,
        String experimentSha256,
        String sha256,
        String objective,
        String engine,
        String device,
        int threads,
        long seed,
        int epoch,
        String weights,
        Map<String, String> versions,
        JsonNode experiment) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public ModelOrigin {
        Checks.text("trial", trial);
        Checks.sha256("experimentSha256", experimentSha256);
        Checks.require(
                hash(experimentSha256, trial).equals(sha256),
                "sha256 must be the hash of experimentSha256 and trial, got '%s'",
                sha256);
        Checks.text("objective", objective);
        Checks.text("engine", engine);
        Checks.text("device", device);
        Checks.require(threads >= 1, "threads must be >= 1, got %s", threads);
        Checks.require(epoch >= 1, "epoch must be >= 1, got %s", epoch);
        Checks.require(
                "last".equals(weights) || "best".equals(weights), "weights must be last or best, got '%s'", weights);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(Checks.present("versions", versions)));
        Checks.require(experiment != null && experiment.isObject(), "experiment must be an object");
    }

    /**
     * {@return the hash of a trial: SHA-256 of the hash of its experiment, a blank and its id}
     *
     * @param experimentSha256 the hash of the run's experiment
     * @param trial the trial's id
     */
    public static String hash(String experimentSha256, String trial) {
        return Sha256.of(experimentSha256 + " " + trial);
    }
}
