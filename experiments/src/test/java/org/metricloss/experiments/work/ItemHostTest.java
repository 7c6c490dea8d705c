package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.base.UserException;
import org.metricloss.formats.SealedJson;
import org.metricloss.formats.Sha256;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.TrialStatus;

class ItemHostTest {
    private static final HostSettings SETTINGS = new HostSettings(Versions.code(), 0, 0, 60_000, false, 30_000);

    /** Every item that reaches this machine is refused for the true reason, not because the first one left a folder behind. */
    @Test
    void everyItemIsRefusedForTheSameReason(@TempDir Path parent) {
        Path folder = parent.resolve("host");
        byte[] manifest = SealedJson.seal(manifestOf(new Machine("Linux 6", "other", "Other", 3, 1)));
        for (int item = 0; item < 2; item++) {
            assertThatThrownBy(() -> ItemHost.open(folder, manifest, List.of(), SETTINGS, 1))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("missing key 'name'");
            assertThat(folder).doesNotExist();
        }
    }

    /** Such a record, of a study that another project adds, counts as one of the machine in the manifest. */
    @Test
    void aRecordThatDoesNotStateItsMachineMustComeFromOneLikeThatOfTheRun() {
        Machine one = new Machine("Linux 6", "amd64", "A", 2, 1);
        Machine other = new Machine("Linux 6", "aarch64", "A", 2, 1);
        ItemHost.requireMachine(manifestOf(one), new Silent(), new Machine("Linux 7", "amd64", "A", 2, 9));
        assertThatThrownBy(() -> ItemHost.requireMachine(manifestOf(one), new Silent(), other))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("all machines must be alike: architecture is aarch64, was amd64");
    }

    /** A record without its machine. */
    private record Silent() implements ItemRecord {
        @Override
        public String id() {
            return "any";
        }

        @Override
        public TrialStatus status() {
            return TrialStatus.FINISHED;
        }

        @Override
        public Optional<String> reason() {
            return Optional.empty();
        }

        @Override
        public double wallSeconds() {
            return 1;
        }
    }

    private static Manifest manifestOf(Machine machine) {
        return new Manifest(
                Manifest.FORMAT,
                "training",
                "spread",
                "2026-01-01T00:00:00Z",
                "{}",
                Sha256.of("{}"),
                Map.of("code", "0"),
                machine,
                Map.of(),
                Optional.empty(),
                List.of("softmax.djl.seed-1"),
                "run",
                "softmax",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
