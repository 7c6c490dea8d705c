package org.metricloss.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.experiments.training.setting.Examples;

class YamlReaderTest {
    @Test
    void keyThatAppearsTwiceIsRefused() {
        assertThat(Examples.refusal(Examples.quickstart("threads: 2", "name: other")))
                .isEqualTo("test.yaml:9:1: key 'name' appears twice; first at line 1, column 1");
        assertThat(Examples.refusal(Examples.quickstart("  triplet: ", "  \"softmax\": ")))
                .isEqualTo("test.yaml:14:3: key 'softmax' appears twice; first at line 11, column 3");
    }

    @Test
    void anchorsAliasesAndTagsAreRefused() {
        assertThat(Examples.refusal(Examples.quickstart("seeds: [1, 2]", "seeds: &all [1, 2]")))
                .isEqualTo("test.yaml:8:8: anchors are not allowed, got &all; write the value out where it is needed");
        assertThat(Examples.refusal(Examples.quickstart("seeds: [1, 2]", "seeds: *all")))
                .isEqualTo("test.yaml:8:8: aliases are not allowed, got *all; write the value out");
        assertThat(Examples.refusal(Examples.quickstart("threads: 2", "<<: *all")))
                .isEqualTo("test.yaml:9:5: aliases are not allowed, got *all; write the value out");
        assertThat(Examples.refusal(Examples.quickstart("threads: 2", "threads: !!int \"2\"")))
                .isEqualTo("test.yaml:9:10: tags are not allowed, got tag:yaml.org,2002:int");
        assertThat(Examples.refusal(Examples.quickstart("threads: 2", "&a threads: 2")))
                .isEqualTo("test.yaml:9:1: anchors are not allowed, got &a; write the value out where it is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# a comment\n", "---\n", "---\n...\n", "~"})
    void emptyFileIsCalledEmpty(String text) {
        assertThat(Examples.refusal(text))
                .matches(
                        "test\\.yaml:[12]:[14]: the file is empty; an experiment has the keys study, name, dataset, .*");
    }

    @Test
    void rootMustBeAMapping() {
        assertThat(Examples.refusal("- a\n- b\n"))
                .isEqualTo("test.yaml:1:1: an experiment must be a mapping, got a list");
        assertThat(Examples.refusal("  quickstart"))
                .isEqualTo("test.yaml:1:3: an experiment must be a mapping, got quickstart");
    }

    @Test
    void secondDocumentIsRefused() {
        assertThat(Examples.refusal(Examples.quickstart() + "---\nname: other\n"))
                .isEqualTo("test.yaml:15:1: a second document begins here; only one is allowed");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(Examples.refusal("a: " + "[".repeat(100_000)))
                .isEqualTo("test.yaml:1:35: nested too deeply: at most 32 levels are allowed");
        assertThat(Examples.refusal("- ".repeat(100_000)))
                .isEqualTo("test.yaml:1:65: nested too deeply: at most 32 levels are allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
a: [1, 2               | 1:9: not valid YAML: expected ',' or ']', but got <stream end>
a: b: c                | 1:5: not valid YAML: mapping values are not allowed here
a: "b                  | 1:6: not valid YAML: found unexpected end of stream
a: @b                  | 1:4: not valid YAML: found character '@' that cannot start any token. (Do not use @ for indentation)
? [a, b]               | 1:3: a key must be a name
`{'': 1}`              | 1:2: a key must be a name
""")
    void whatIsNotYamlIsRefusedAtItsPlace(String text, String refusal) {
        assertThat(Examples.refusal(text)).isEqualTo("test.yaml:" + refusal);
    }

    @Test
    void controlCharactersAreRefusedAndNotPrinted() {
        assertThat(Examples.refusal("name: a\n# \u0007bell"))
                .isEqualTo("test.yaml:2:3: the character U+0007 is not allowed");
        assertThat(Examples.refusal("name: \"a\\e[31m\\nb\""))
                .isEqualTo("test.yaml:1:7: name must be text on one line without control characters,"
                        + " got \"a\\u001b[31m\\u000ab\"");
    }
}
