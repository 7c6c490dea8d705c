package org.metricloss.core.network;

/**
 * The square windows of a pooling layer.
 *
 * @param kernel their height and width, at least 1
 * @param stride the distance from one window to the next, at least 1
 * @param padding rows and columns added on each side that belong to no pixel, in [0, kernel / 2]
 * @param ceiling whether pixels that are left over at the end get a window of their own, which then extends beyond the
 *     image. A window that would begin after the image and the padding before it is left out
 */
public record Window(int kernel, int stride, int padding, boolean ceiling) {
    /** Checks the ranges. */
    public Window {
        Layers.atLeast(1, kernel, "pooling kernel");
        Layers.atLeast(1, stride, "pooling stride");
        if (!(padding >= 0 && padding <= kernel / 2)) {
            throw new IllegalArgumentException(
                    "pooling padding must be in [0, kernel / 2] = [0, %s], got %s".formatted(kernel / 2, padding));
        }
    }

    /**
     * {@return windows that do not overlap; pixels that fill no window are dropped}
     *
     * @param size their height, width and stride, at least 1
     */
    public static Window of(int size) {
        return new Window(size, size, 0, false);
    }

    /**
     * {@return how many windows there are along an axis, at least 0}
     *
     * @param pixels the length of the axis
     */
    public int count(int pixels) {
        int last = pixels + 2 * padding - kernel;
        if (!ceiling) {
            return Math.max(0, Math.floorDiv(last, stride) + 1);
        }
        int count = Math.max(0, Math.floorDiv(last + stride - 1, stride) + 1);
        return (count - 1) * stride >= pixels + padding ? count - 1 : count;
    }

    /**
     * {@return how far the last window extends beyond the last pixel of an axis, at least 0}
     *
     * @param pixels the length of the axis
     */
    public int beyond(int pixels) {
        return Math.max(0, (count(pixels) - 1) * stride + kernel - padding - pixels);
    }

    /**
     * {@return how many pixels of an axis lie in a window}
     *
     * @param window the window's place along the axis, counted from 0
     * @param pixels the length of the axis
     */
    public int pixels(int window, int pixels) {
        int from = window * stride - padding;
        return Math.min(pixels, from + kernel) - Math.max(0, from);
    }

    /**
     * {@return how many pixels of an axis and of its padding lie in a window}
     *
     * @param window the window's place along the axis, counted from 0
     * @param pixels the length of the axis
     */
    public int places(int window, int pixels) {
        return Math.min(kernel, pixels + padding - (window * stride - padding));
    }

    /** {@return {@code [size=2]} for windows that do not overlap, else every component} */
    @Override
    public String toString() {
        return equals(of(kernel))
                ? "[size=%s]".formatted(kernel)
                : "[kernel=%s, stride=%s, padding=%s, ceiling=%s]".formatted(kernel, stride, padding, ceiling);
    }
}
