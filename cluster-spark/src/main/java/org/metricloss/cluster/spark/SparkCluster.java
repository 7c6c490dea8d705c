package org.metricloss.cluster.spark;

import java.util.regex.Pattern;
import org.metricloss.base.UserException;
import org.metricloss.experiments.work.Cluster;
import org.metricloss.experiments.work.HostSettings;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.store.RunFolder;

/** Apache Spark: {@code spark://host:port}, {@code local[N]}, and other addresses that Spark understands. */
public final class SparkCluster implements Cluster {
    /** From this version on, Java lacks a method that Spark's Hadoop libraries call when they start. */
    private static final int FIRST_REFUSED_JAVA = 23;

    private static final Pattern SETTING = Pattern.compile("spark\\.[A-Za-z0-9._-]+=.*", Pattern.DOTALL);

    @Override
    public String id() {
        return "spark";
    }

    @Override
    public void check(Address address) {
        requireJava(Runtime.version().feature());
        if (address.master().isBlank()) {
            throw new UserException(
                    "--cluster must be the address of a Spark master, such as spark://host:7077 or local[2]");
        }
        for (String setting : address.conf()) {
            if (!SETTING.matcher(setting).matches()) {
                throw new UserException(
                        "--cluster-conf must be a setting of Spark, such as spark.executor.memory=8g, got '%s'"
                                .formatted(setting));
            }
        }
    }

    /** @throws UserException if Spark cannot start on this version of Java */
    static void requireJava(int feature) {
        if (feature >= FIRST_REFUSED_JAVA) {
            throw new UserException(
                    "--cluster does not work on Java %s, on which Spark's Hadoop libraries cannot start (getSubject); use Java 17 to %s"
                            .formatted(feature, FIRST_REFUSED_JAVA - 1));
        }
    }

    @Override
    public TrialExecutor executor(
            WorkPlan plan, RunFolder folder, Address address, HostSettings settings, RunProgress progress) {
        return new SparkExecutor(plan, folder, address, settings, progress);
    }
}
