package org.metricloss.datasets;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.data.ImageShape;

/** A published data set of 20 + 10 images of 3x4 in two classes, which only tests know. */
final class TinySet {
    private static final int TRAIN = 20;
    private static final int TEST = 10;

    private TinySet() {}

    /** {@return the unpacked bytes of its four files} */
    static Map<IdxFile, byte[]> files() {
        Map<IdxFile, byte[]> files = new EnumMap<>(IdxFile.class);
        files.put(IdxFile.TRAIN_IMAGES, IdxBytes.images(TRAIN, 3, 4, 1));
        files.put(IdxFile.TRAIN_LABELS, IdxBytes.labels(TRAIN, 2));
        files.put(IdxFile.TEST_IMAGES, IdxBytes.images(TEST, 3, 4, 2));
        files.put(IdxFile.TEST_LABELS, IdxBytes.labels(TEST, 2));
        return files;
    }

    /** {@return the set with checksums of all files} */
    static KnownIdxSet verified(URI... mirrors) {
        Map<IdxFile, String> checksums = new EnumMap<>(IdxFile.class);
        files().forEach((file, bytes) -> checksums.put(file, IdxBytes.sha256(bytes)));
        return set(checksums, mirrors);
    }

    /** {@return the set with no checksum} */
    static KnownIdxSet unverified(URI... mirrors) {
        return set(Map.of(), mirrors);
    }

    private static KnownIdxSet set(Map<IdxFile, String> checksums, URI... mirrors) {
        return new KnownIdxSet(
                "tiny",
                "for tests",
                List.of(mirrors),
                TRAIN,
                TEST,
                ImageShape.grey(3, 4),
                List.of("left", "right"),
                checksums);
    }

    /** Writes the four files, every second one packed. */
    static void write(Path folder) {
        files().forEach((file, bytes) -> {
            if (file.isImages()) {
                IdxBytes.write(folder, file.packedName(), IdxBytes.gzip(bytes));
            } else {
                IdxBytes.write(folder, file.plainName(), bytes);
            }
        });
    }

    /** Lets a mirror serve the four files, packed, in a folder. */
    static URI serve(MirrorServer server, String folder) {
        files().forEach((file, bytes) ->
                server.on(folder + file.packedName(), MirrorServer.sending(IdxBytes.gzip(bytes))));
        return server.address(folder);
    }
}
