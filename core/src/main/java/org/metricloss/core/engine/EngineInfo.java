package org.metricloss.core.engine;

/**
 * What an engine runs on.
 *
 * @param library the library and its version, such as "DJL 0.36.0"
 * @param nativeLibrary the native library and its version, such as "PyTorch 2.7.1 (CPU)"
 * @param cache the folder the native library was unpacked to
 */
public record EngineInfo(String library, String nativeLibrary, String cache) {}
