package org.metricloss.datasets;

import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;

/**
 * How a photograph must be turned to stand upright: the value of EXIF's orientation tag (CIPA DC-008, tag 0x0112), 1 to 8.
 *
 * @param exif 1 as stored, 2 mirrored, 3 upside down, 4 mirrored and upside down, 5 to 8 with rows and columns exchanged
 */
record Orientation(int exif) {
    private static final int FIRST_TURNED = 5;
    private static final int LAST = 8;

    /** {@return the orientation that the file states; as stored if it states none or an invalid one} */
    static Orientation of(Metadata metadata) {
        ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return new Orientation(value == null || value < 1 || value > LAST ? 1 : value);
    }

    /** {@return whether rows become columns} */
    boolean exchangesSides() {
        return exif >= FIRST_TURNED;
    }

    /**
     * {@return the values of the upright image, row by row}
     *
     * @param stored [height, width]
     */
    float[] upright(float[] stored, int height, int width) {
        if (exif == 1) {
            return stored;
        }
        int newHeight = exchangesSides() ? width : height;
        int newWidth = exchangesSides() ? height : width;
        float[] upright = new float[stored.length];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                upright[y * newWidth + x] = stored[source(y, x, height, width)];
            }
        }
        return upright;
    }

    /** Returns the index in the stored image of a pixel of the upright image. */
    private int source(int y, int x, int height, int width) {
        return switch (exif) {
            case 2 -> y * width + width - 1 - x;
            case 3 -> (height - 1 - y) * width + width - 1 - x;
            case 4 -> (height - 1 - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (height - 1 - x) * width + y;
            case 7 -> (height - 1 - x) * width + width - 1 - y;
            case 8 -> x * width + width - 1 - y;
            default -> y * width + x;
        };
    }
}
