package org.metricloss.experiments.cli;

import org.metricloss.experiments.work.Versions;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"metricloss " + Versions.program()};
    }
}
