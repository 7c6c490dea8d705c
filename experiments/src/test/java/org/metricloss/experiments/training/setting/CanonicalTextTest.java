package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
    @Test
    void quickstartIsWrittenWithEveryDefault() {
        assertThat(Examples.parse(Examples.quickstart()).canonicalText()).isEqualTo("""
                        {
                          "name": "quickstart",
                          "dataset": {
                            "type": "digits",
                            "normalize": "centered",
                            "validation": 0
                          },
                          "network": {
                            "name": "lenet",
                            "embedding": 2
                          },
                          "batch": {
                            "classes": 10,
                            "perClass": 12
                          },
                          "optimizer": {
                            "type": "sgd",
                            "learningRate": 0.01,
                            "momentum": 0.9,
                            "weightDecay": 0.0005,
                            "schedule": "constant"
                          },
                          "budget": {
                            "epochs": 5
                          },
                          "engines": [ "djl" ],
                          "seeds": [ 1, 2 ],
                          "threads": 2,
                          "device": "cpu",
                          "baseline": "softmax",
                          "evaluation": {
                            "distance": "objective",
                            "trainSample": 2000
                          },
                          "artifacts": {
                            "every": 1
                          },
                          "objectives": {
                            "softmax": [ {
                              "loss": "softmax",
                              "weight": 1,
                              "margin": 1,
                              "alpha": 0.5,
                              "mining": "all",
                              "squared": false
                            } ],
                            "softmax+center": [ {
                              "loss": "softmax",
                              "weight": 1,
                              "margin": 1,
                              "alpha": 0.5,
                              "mining": "all",
                              "squared": false
                            }, {
                              "loss": "center",
                              "weight": 0.01,
                              "margin": 1,
                              "alpha": 0.5,
                              "mining": "all",
                              "squared": false
                            } ],
                            "contrastive": [ {
                              "loss": "contrastive",
                              "weight": 1,
                              "margin": 1,
                              "alpha": 0.5,
                              "mining": "all",
                              "squared": false
                            } ],
                            "triplet": [ {
                              "loss": "triplet",
                              "weight": 1,
                              "margin": 0.2,
                              "alpha": 0.5,
                              "mining": "hard",
                              "squared": false
                            } ]
                          }
                        }
                        """);
    }

    @Test
    void readingItGivesTheSameExperiment() throws Exception {
        String batch = "classes: 10, perClass: 12";
        for (String text : new String[] {
            Examples.quickstart(),
            Examples.everyKey(),
            Examples.quickstart(batch, "pairs: 64"),
            Examples.quickstart(batch, "triplets: 3")
        }) {
            Experiment experiment = Examples.parse(text);
            String canonical = experiment.canonicalText();

            assertThat(Examples.parse(canonical)).isEqualTo(experiment);
            assertThat(Examples.parse(canonical).canonicalText()).isEqualTo(canonical);
            assertThat(new ObjectMapper().readTree(canonical).path("name").asText())
                    .isEqualTo(experiment.name());
        }
    }

    @Test
    void spellingDoesNotMatter() {
        String canonical = Examples.parse(Examples.quickstart()).canonicalText();

        assertThat(Examples.parse(Examples.quickstart("learningRate: 0.01", "learningRate: 1.0E-2"), "threads=+2")
                        .canonicalText())
                .isEqualTo(canonical);
        assertThat(Examples.parse(Examples.quickstart(), "optimizer.learningRate=-0.0")
                        .canonicalText())
                .isEqualTo(Examples.parse(Examples.quickstart(), "optimizer.learningRate=0")
                        .canonicalText());
        assertThat(Examples.parse(Examples.quickstart(), "threads=1").canonicalText())
                .isNotEqualTo(canonical);
    }

    @Test
    void localeDoesNotMatter() {
        String canonical = Examples.parse(Examples.everyKey()).canonicalText();
        Locale before = Locale.getDefault();
        try {
            // Decimal commas and its own digits in one, an i that turns into another letter in the other.
            for (String tag : new String[] {"ar-EG-u-nu-arab", "tr-TR"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(Examples.parse(Examples.everyKey()).canonicalText()).isEqualTo(canonical);
                assertThat(Examples.refusal(Examples.quickstart("epochs: 5", "epochs: 0")))
                        .isEqualTo("test.yaml:6:18: epochs must be a whole number in [1, 1000000], got 0");
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
