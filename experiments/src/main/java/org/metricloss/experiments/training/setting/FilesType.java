package org.metricloss.experiments.training.setting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.datasets.PartFiles;
import org.metricloss.datasets.PartFiles.Part;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** The files of a data set: one file, or a mapping with one for each part. */
final class FilesType implements Type<PartFiles> {
    private static final Map<Part, String> HELP = Map.of(
            Part.TRAIN, "The samples to train on; required.",
            Part.VALIDATION, "The samples of the validation part, in place of those that the seed sets aside.",
            Part.TEST, "The test samples.",
            Part.QUERY, "The test samples whose neighbours are searched in `gallery`; in place of `test`.",
            Part.GALLERY, "The test samples among which the neighbours are searched; goes with `query`.");

    private static final List<Setting<? super PartFiles, ?>> SETTINGS = settings();

    private static final Block<PartFiles> BLOCK = new Block<>(
            "file",
            "One file for each part, in place of one file for all.",
            "{train: train.npz, test: test.npz}",
            SETTINGS,
            FilesType::parts);

    static final FilesType TYPE = new FilesType();

    private FilesType() {}

    private static List<Setting<? super PartFiles, ?>> settings() {
        List<Setting<? super PartFiles, ?>> settings = new ArrayList<>();
        for (Part part : Part.values()) {
            settings.add(setting(part));
        }
        return List.copyOf(settings);
    }

    private static Setting<PartFiles, Path> setting(Part part) {
        return Setting.optional(
                Choices.written(part), PathType.of("file"), "no such part", files -> files.part(part), HELP.get(part));
    }

    private static PartFiles parts(Fields fields) {
        Map<Part, Path> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            fields.given(setting(part)).ifPresent(path -> parts.put(part, path));
        }
        try {
            return new PartFiles(Optional.empty(), parts);
        } catch (IllegalArgumentException refused) {
            throw fields.refused(refused.getMessage());
        }
    }

    @Override
    public PartFiles read(Value value) {
        if (value.isMapping()) {
            return BLOCK.read(value);
        }
        value.requireText(allowed());
        return PartFiles.of(PathType.read(value, allowed()));
    }

    @Override
    public YamlNode written(PartFiles files) {
        return files.all().<YamlNode>map(path -> Nodes.text(path.toString())).orElseGet(() -> BLOCK.written(files));
    }

    @Override
    public String allowed() {
        return "a file, or a mapping of parts to files";
    }

    @Override
    public List<String> examples() {
        return List.of("a.npz", "b.npz", BLOCK.example());
    }

    @Override
    public List<Block<?>> blocks() {
        return BLOCK.blocks();
    }
}
