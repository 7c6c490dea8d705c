package org.metricloss.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LauncherTest {
    @AfterEach
    void clear() {
        System.clearProperty(Launcher.PROPERTY);
    }

    @Test
    void heapIsSetInMavensFilesInACheckout() {
        assertThat(Launcher.script()).isEmpty();
        assertThat(Launcher.moreHeap()).isEqualTo("set a larger -Xmx in .mvn/jvm.config or MAVEN_OPTS");
    }

    @Test
    void heapIsSetForTheStartScriptInTheDistribution() {
        System.setProperty(Launcher.PROPERTY, "/opt/metricloss/bin/metricloss");
        assertThat(Launcher.script()).contains("/opt/metricloss/bin/metricloss");
        assertThat(Launcher.moreHeap()).isEqualTo("set a larger -Xmx in METRICLOSS_JAVA_OPTS");
    }
}
