package org.metricloss.experiments.data;

import java.net.URI;

/** The official zips of Omniglot's drawings (Lake, Salakhutdinov, Tenenbaum: Science, 2015). */
enum OmniglotFile {
    /** 30 alphabets, made to learn from. */
    BACKGROUND("images_background.zip", "ad41ab679c8b5d90b271ef46be6987cc81211774a695c29dcc5367b2b26ee640"),
    /** 20 other alphabets, made to test on. */
    EVALUATION("images_evaluation.zip", "1f61a8f3366785b057fc117d9228e78a16e3d976c8953b2a10fcc74cf0609cee"),
    /** Five of the 30 alphabets. */
    SMALL_1("images_background_small1.zip", "f38eb80f801274ac2b4dff5b24289016bfaba4a7d5bb50deebf27104ad6cb8a4"),
    /** Five of the 30 alphabets, two of them in the other small set as well. */
    SMALL_2("images_background_small2.zip", "3ccaa407515a8778e5d0861875af38b17e418f301ad5bb3b5a6b65d901a41c7f");

    private static final URI FOLDER =
            URI.create("https://raw.githubusercontent.com/brendenlake/omniglot/master/python/");

    private final String fileName;
    private final String sha256;

    OmniglotFile(String fileName, String sha256) {
        this.fileName = fileName;
        this.sha256 = sha256;
    }

    String fileName() {
        return fileName;
    }

    /** @return SHA-256 of the zip itself */
    String sha256() {
        return sha256;
    }

    URI address() {
        return FOLDER.resolve(fileName);
    }
}
