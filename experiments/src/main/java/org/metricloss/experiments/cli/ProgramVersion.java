package org.metricloss.experiments.cli;

import org.metricloss.experiments.work.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"metricloss " + Versions.program()};
    }
}
