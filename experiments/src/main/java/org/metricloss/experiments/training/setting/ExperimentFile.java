package org.metricloss.experiments.training.setting;

import java.nio.file.Path;
import java.util.List;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.Source;
import org.metricloss.experiments.file.SourceText;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.experiments.file.YamlReader;

/** An experiment together with the place of each setting in its file or in an override. */
public final class ExperimentFile {
    private final YamlNode root;
    private final Experiment experiment;

    private ExperimentFile(YamlNode root, Experiment experiment) {
        this.root = root;
        this.experiment = experiment;
    }

    /**
     * Reads an experiment file. Initial weights that it does not state are those of the network's authors; in the text of
     * a stored run they are uniform, since older versions knew no others.
     *
     * @param file the file; its path is what messages begin with
     * @param overrides {@code path=value} each, applied in order
     * @param available what the file may name
     * @return the experiment and the places of its settings
     * @throws ExperimentFileException if the file cannot be read, or it or an override is refused
     */
    public static ExperimentFile read(Path file, List<String> overrides, Available available) {
        ExperimentFile read = parse(file.toString(), SourceText.read(file), overrides, available);
        return new ExperimentFile(read.root, read.experiment.statingInitialWeights());
    }

    static ExperimentFile parse(String source, String text, List<String> overrides, Available available) {
        ExperimentReader reader = new ExperimentReader(available);
        YamlNode root = reader.override(YamlReader.read(Source.file(source), text), overrides);
        return new ExperimentFile(root, reader.read(root));
    }

    /** {@return the experiment} */
    public Experiment experiment() {
        return experiment;
    }

    /**
     * Refuses a setting for a reason that is found only later, when the data is known.
     *
     * @param setting its keys, separated by dots, as in {@code batch.classes}; if the file has no such key, as with
     *     {@code dataset: digits}, the place of the deepest key that it has
     * @param problem what is wrong, the value and what is allowed
     * @param cause the exception that found the problem
     * @return the exception, which names the setting's place
     */
    public ExperimentFileException refused(String setting, String problem, Throwable cause) {
        YamlNode node = root;
        for (String key : setting.split("\\.")) {
            if (!(node instanceof YamlNode.Mapping mapping)
                    || !mapping.entries().containsKey(key)) {
                break;
            }
            node = mapping.entries().get(key).value();
        }
        return node.location().refused(problem, cause);
    }
}
