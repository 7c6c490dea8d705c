/**
 * Experiment files: from text to a checked {@link org.metricloss.experiments.file.Experiment}, with the line and column
 * of whatever is refused.
 *
 * <p>The way of a file: {@code SourceText} (bytes to text, within limits), {@code YamlReader} (text to a tree of {@code
 * YamlNode} that know where they stand), {@code SetOption} (overrides of the command line, applied to the tree), {@code
 * Value} and {@code Fields} (tree to typed values), and the settings, which are records that check themselves.
 */
package org.metricloss.experiments.file;
