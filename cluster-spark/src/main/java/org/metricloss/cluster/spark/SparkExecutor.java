package org.metricloss.cluster.spark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.metricloss.base.UserException;
import org.metricloss.experiments.work.ClassPath;
import org.metricloss.experiments.work.Cluster;
import org.metricloss.experiments.work.HostSettings;
import org.metricloss.experiments.work.ItemFiles;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Runs items as tasks of a Spark job, one item a task. The executors send records and artifacts back, and this process verifies
 * them and writes them into the run folder. A task that fails because of its machine is run again on another one.
 */
final class SparkExecutor implements TrialExecutor {
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d{1,9}|\\*)(?:,.*)?])?");

    /** The address of a master on this machine, with which no port is open to other machines. */
    private static final Pattern LOOPBACK = Pattern.compile("spark://(?:localhost|127\\.[\\d.]+)(?::\\d+)?");

    /** How long the first executor may take to start. */
    private static final int START_SECONDS = 120;

    /** Larger jars are native libraries of engines, and few others. */
    private static final long LARGEST_SENT_JAR = 16L << 20;

    private final WorkPlan plan;
    private final RunFolder folder;
    private final Cluster.Address address;
    private final HostSettings settings;
    private final RunProgress progress;
    private final String run;
    private Optional<JavaSparkContext> open = Optional.empty();

    SparkExecutor(
            WorkPlan plan, RunFolder folder, Cluster.Address address, HostSettings settings, RunProgress progress) {
        this.plan = plan;
        this.folder = folder;
        this.address = address;
        this.settings = settings;
        this.progress = progress;
        this.run = UUID.randomUUID().toString();
    }

    @Override
    public void run(List<String> trials, Consumer<String> recorded) {
        progress.planned();
        List<String> left = new ArrayList<>();
        for (String id : trials) {
            if (plan.settles(folder, id)) {
                // Only what cannot be computed is settled.
                progress.started(id);
                progress.failed(id);
                progress.ended(id);
                recorded.accept(id);
            } else {
                left.add(id);
            }
        }
        if (left.isEmpty()) {
            progress.pause();
            return;
        }
        TaskProgress tasks = new TaskProgress(left, progress);
        Consumer<ItemRecord> ended = record -> {
            tasks.ended(record);
            recorded.accept(record.id());
        };
        try (Arrivals arrivals = new Arrivals(plan.study(), folder, ended)) {
            JavaSparkContext context = context();
            context.sc().addSparkListener(tasks);
            try {
                runJob(context, left, arrivals);
            } finally {
                context.sc().removeSparkListener(tasks);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ResultsException("the run was interrupted", interrupted);
        } finally {
            progress.pause();
        }
        List<String> lost = left.stream().filter(id -> !folder.hasRecord(id)).toList();
        if (!lost.isEmpty()) {
            throw new ResultsException("the cluster has ended its work, but sent no record of %s%s"
                    .formatted(lost.get(0), lost.size() == 1 ? "" : " and %s more".formatted(lost.size() - 1)));
        }
    }

    private void runJob(JavaSparkContext context, List<String> ids, Arrivals arrivals) throws InterruptedException {
        Map<String, Broadcast<List<ItemFiles>>> needed = new HashMap<>();
        ids.forEach(id -> needed.computeIfAbsent(sharing(id), unseen -> context.broadcast(needed(id))));
        List<Item> items =
                ids.stream().map(id -> new Item(id, needed.get(sharing(id)))).toList();
        ItemTask task = new ItemTask(run, manifest(), isLocal() ? localProgram() : sentProgram(), settings, slots());
        JavaRDD<Item> each = context.parallelize(items, items.size());
        List<Object> places = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            places.add(i);
        }
        ClassTag<ItemFiles> type = ClassTag.apply(ItemFiles.class);
        try {
            context.sc()
                    .runJob(
                            each.rdd(),
                            task,
                            CollectionConverters.asScala(places).toSeq(),
                            (place, files) -> {
                                arrivals.add(files);
                                return scala.runtime.BoxedUnit.UNIT;
                            },
                            type);
        } catch (Exception failed) {
            throw Reasons.of(failed);
        } finally {
            // Otherwise driver and executors would keep the records of every rung until the run ends.
            if (!context.sc().isStopped()) {
                needed.values().forEach(Broadcast::destroy);
            }
        }
    }

    /** {@return a name that an item shares with all items that need the same records} */
    private String sharing(String id) {
        return plan.stages().size() == 1 ? "" : plan.group(id);
    }

    private int slots() {
        return isLocal() ? localCores().getAsInt() / plan.threads() : Executors.slots(plan.threads());
    }

    /** The records of its group: in a tuned experiment, the setting of a trial follows from earlier trials of its objective. */
    private List<ItemFiles> needed(String id) {
        if (plan.stages().size() == 1) {
            return List.of();
        }
        String group = plan.group(id);
        return plan.trialIds().stream()
                .filter(other -> plan.group(other).equals(group) && folder.hasRecord(other))
                .map(other -> ItemFiles.readRecord(folder, other))
                .toList();
    }

    private byte[] manifest() {
        try {
            return Files.readAllBytes(folder.path().resolve("manifest.json"));
        } catch (IOException failed) {
            throw new ResultsException(
                    "the manifest of " + folder.path() + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    private boolean isLocal() {
        return localCores().isPresent();
    }

    private static List<String> localProgram() {
        return ClassPath.ofThisProgram().entries().stream()
                .map(entry -> entry.toAbsolutePath().toString())
                .toList();
    }

    /** The class path on an executor: large jars at the place that the user names, all others where Spark puts files. */
    private List<String> sentProgram() {
        return ClassPath.ofThisProgram().entries().stream()
                .map(jar -> isSent(jar)
                        ? jar.getFileName().toString()
                        : Path.of(address.nativeJars())
                                .resolve(jar.getFileName())
                                .toString())
                .toList();
    }

    private boolean isSent(Path jar) {
        return address.nativeJars().isEmpty() || jar.toFile().length() <= LARGEST_SENT_JAR;
    }

    private synchronized JavaSparkContext context() throws InterruptedException {
        if (open.isEmpty()) {
            open = Optional.of(start());
        }
        return open.get();
    }

    private JavaSparkContext start() throws InterruptedException {
        localCores().ifPresent(this::requireCores);
        Executors.clear();
        SparkLog.writeTo(folder.path().resolve("spark.log"));
        JavaSparkContext context;
        try {
            context = new JavaSparkContext(new SparkContext(conf()));
        } catch (Exception refused) {
            throw Reasons.of(refused);
        }
        try {
            if (!isLocal()) {
                requireCores(Executors.awaitCores(START_SECONDS)
                        .orElseThrow(() -> new UserException(
                                "no executor of %s has started within %s s; see the pages or logs of the cluster"
                                        .formatted(address.master(), START_SECONDS))));
                send(context);
            }
            return context;
        } catch (RuntimeException | InterruptedException failed) {
            context.close();
            throw failed;
        }
    }

    private SparkConf conf() {
        SparkConf conf = new SparkConf()
                .setAppName("metricloss " + folder.manifest().name())
                .setMaster(address.master())
                .set("spark.task.cpus", Integer.toString(plan.threads()))
                .set("spark.extraListeners", Executors.class.getName())
                .set("spark.ui.enabled", "false")
                // Results of all items together may be larger than Spark's limit for one job.
                .set("spark.driver.maxResultSize", "0")
                // A task fails only because of its machine, so it is repeated on another one.
                .set("spark.excludeOnFailure.enabled", Boolean.toString(!isLocal()));
        if (isLocal() || LOOPBACK.matcher(address.master()).matches()) {
            conf.set("spark.driver.bindAddress", "127.0.0.1").set("spark.driver.host", "127.0.0.1");
        }
        for (String setting : address.conf()) {
            int at = setting.indexOf('=');
            conf.set(setting.substring(0, at), setting.substring(at + 1));
        }
        return conf;
    }

    /** {@return the cores that a local address asks for; empty for another address} */
    private OptionalInt localCores() {
        Matcher local = LOCAL.matcher(address.master());
        if (!local.matches()) {
            return OptionalInt.empty();
        }
        String cores = Optional.ofNullable(local.group(1)).orElse("1");
        return OptionalInt.of(cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores));
    }

    private void requireCores(int cores) {
        if (cores < plan.threads()) {
            throw new UserException(
                    "an item needs %s cores (threads in the experiment file), but an executor of %s has %s"
                            .formatted(plan.threads(), address.master(), cores));
        }
    }

    /** Sends the program to the executors, to each of them once. */
    private void send(JavaSparkContext context) {
        for (Path entry : ClassPath.ofThisProgram().entries()) {
            if (Files.isDirectory(entry)) {
                throw new UserException(
                        "--cluster needs the archive of the program, because folders of classes cannot be sent: "
                                + entry);
            }
            if (isSent(entry)) {
                context.addJar(entry.toString());
            }
        }
        context.addJar(ownJar().toString());
    }

    private static Path ownJar() {
        try {
            return Path.of(ItemTask.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException odd) {
            throw new IllegalStateException("the place of this program is not a URI", odd);
        }
    }

    @Override
    public synchronized void close() {
        Optional<JavaSparkContext> context = open;
        open = Optional.empty();
        context.ifPresent(JavaSparkContext::close);
        Hosts.close(run);
    }
}
