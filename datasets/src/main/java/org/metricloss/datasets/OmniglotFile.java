package org.metricloss.datasets;

import java.net.URI;
import java.util.List;

/**
 * A zip of Omniglot's drawings.
 *
 * @param fileName the name of the zip
 * @param part the purpose of the zip
 * @param sha256 SHA-256 of the zip itself
 * @param address the address for downloads
 */
record OmniglotFile(String fileName, Part part, String sha256, URI address) {
    /** The purpose of a zip. */
    enum Part {
        /** Training alphabets. */
        BACKGROUND,
        /** Test alphabets. */
        EVALUATION,
        /** A subset of the training alphabets; read if present, never downloaded. */
        SMALL
    }

    /**
     * The official zips (Lake, Salakhutdinov, Tenenbaum: Science, 2015): 30 alphabets, 20 others, and two subsets of
     * five of the 30.
     */
    static final List<OmniglotFile> OFFICIAL = List.of(
            official(
                    "images_background.zip",
                    Part.BACKGROUND,
                    "ad41ab679c8b5d90b271ef46be6987cc81211774a695c29dcc5367b2b26ee640"),
            official(
                    "images_evaluation.zip",
                    Part.EVALUATION,
                    "1f61a8f3366785b057fc117d9228e78a16e3d976c8953b2a10fcc74cf0609cee"),
            official(
                    "images_background_small1.zip",
                    Part.SMALL,
                    "f38eb80f801274ac2b4dff5b24289016bfaba4a7d5bb50deebf27104ad6cb8a4"),
            official(
                    "images_background_small2.zip",
                    Part.SMALL,
                    "3ccaa407515a8778e5d0861875af38b17e418f301ad5bb3b5a6b65d901a41c7f"));

    private static OmniglotFile official(String fileName, Part part, String sha256) {
        URI folder = URI.create("https://raw.githubusercontent.com/brendenlake/omniglot/master/python/");
        return new OmniglotFile(fileName, part, sha256, folder.resolve(fileName));
    }
}
