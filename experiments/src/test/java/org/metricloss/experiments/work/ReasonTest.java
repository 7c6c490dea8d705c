package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonTest {
    private static RuntimeException thrown(String... classes) {
        RuntimeException thrown = new IllegalArgumentException("shapes differ\nat length");
        StackTraceElement[] frames = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            frames[i] = new StackTraceElement(classes[i], "compute", "File.java", i + 1);
        }
        thrown.setStackTrace(frames);
        return thrown;
    }

    @Test
    void theFirstFrameOfALossIsNamed() {
        assertThat(Reason.of(thrown(
                        "java.util.Objects",
                        "org.metricloss.core.tensor.Operands",
                        "org.metricloss.engine.djl.DjlTensor",
                        "com.example.MyLoss",
                        "com.example.Other",
                        "org.metricloss.experiments.training.TrialRunner")))
                .isEqualTo(
                        "java.lang.IllegalArgumentException: shapes differ at com.example.MyLoss.compute(File.java:4)");
        assertThat(Reason.of(thrown("ai.djl.pytorch.jni.JniUtils", "org.metricloss.loss.brier.BrierLoss")))
                .endsWith(" at org.metricloss.loss.brier.BrierLoss.compute(File.java:2)");
    }

    @Test
    void theFirstFrameIsNamedIfNoneIsOfALoss() {
        assertThat(Reason.of(thrown("ai.djl.pytorch.jni.JniUtils", "org.metricloss.core.engine.Weights")))
                .endsWith(" at ai.djl.pytorch.jni.JniUtils.compute(File.java:1)");
        assertThat(Reason.of(thrown())).isEqualTo("java.lang.IllegalArgumentException: shapes differ");
    }
}
