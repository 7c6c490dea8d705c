package org.metricloss.core.engine;

import java.util.Locale;
import java.util.Optional;

/** An operating system with a processor that published native libraries are built for. */
public enum NativePlatform {
    /** Linux on Intel and AMD. */
    LINUX_X86_64("Linux x86-64"),
    /** Linux on 64-bit ARM. */
    LINUX_ARM64("Linux arm64"),
    /** macOS on Apple's processors. */
    MACOS_ARM64("macOS arm64"),
    /** Windows on Intel and AMD. */
    WINDOWS_X86_64("Windows x86-64");

    private final String text;

    NativePlatform(String text) {
        this.text = text;
    }

    /**
     * {@return the platform, or empty if it is none of these}
     *
     * @param system an operating system, as the system property {@code os.name} says it
     * @param processor a processor, as the system property {@code os.arch} says it
     */
    public static Optional<NativePlatform> of(String system, String processor) {
        boolean arm = processor.equals("aarch64");
        boolean intel = processor.equals("amd64") || processor.equals("x86_64");
        String name = system.toLowerCase(Locale.ROOT);
        if (name.equals("linux")) {
            return arm ? Optional.of(LINUX_ARM64) : intel ? Optional.of(LINUX_X86_64) : Optional.empty();
        }
        if (name.startsWith("mac")) {
            return arm ? Optional.of(MACOS_ARM64) : Optional.empty();
        }
        return name.startsWith("windows") && intel ? Optional.of(WINDOWS_X86_64) : Optional.empty();
    }

    /** {@return the name in messages, such as "Linux x86-64"} */
    @Override
    public String toString() {
        return text;
    }
}
