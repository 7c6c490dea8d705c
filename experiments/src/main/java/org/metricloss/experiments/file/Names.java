package org.metricloss.experiments.file;

import java.util.regex.Pattern;

/** The allowed names of experiments and objectives, which become parts of file names. */
public final class Names {
    /** The allowed names of an experiment, in words. */
    public static final String FILE_NAME =
            "1 to 64 letters, digits, '.', '_', '-' or '+', not beginning with '.' or '-'";
    /** The allowed names of an objective, in words. */
    public static final String LABEL =
            "1 to 64 printable characters without / \\ : * ? \" < > |, not beginning with '.' or a space nor ending with one";

    private static final Pattern FILE_NAME_PATTERN = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}");
    private static final Pattern LABEL_PATTERN =
            Pattern.compile("(?![. ])[^/\\\\:*?\"<>|\\p{Cntrl}\\p{C}\\p{Zl}\\p{Zp}]+(?<![. ])");

    private Names() {}

    /** {@return whether an experiment may have that name} */
    public static boolean isFileName(String name) {
        return FILE_NAME_PATTERN.matcher(name).matches();
    }

    /** {@return whether an objective may have that name} */
    public static boolean isLabel(String name) {
        return name.length() <= 64 && LABEL_PATTERN.matcher(name).matches();
    }
}
