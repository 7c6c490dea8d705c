/**
 * Reading experiment files of every study: {@code SourceText} (bytes to text, within limits), {@code YamlReader} (text
 * to a tree of {@code YamlNode} that know where they stand), {@code SetOption} (overrides of the command line, applied
 * to the tree), {@code Value} and {@code Fields} (tree to typed values). Every error message names file, line and
 * column.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.file;
