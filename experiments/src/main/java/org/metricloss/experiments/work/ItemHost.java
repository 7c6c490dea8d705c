package org.metricloss.experiments.work;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;

/**
 * Runs items of a run on a machine of a cluster, each in a worker process that is used again for the next item. The records are
 * written into a folder of this machine and returned as bytes. Several threads may run items at the same time.
 */
public final class ItemHost implements AutoCloseable {
    private final RunFolder folder;
    private final RunLock lock;
    private final WorkPlan plan;
    private final WorkerSettings settings;
    private final int slots;
    private final WorkerCode code;
    private final PrintWriter log;
    private final Deque<WorkerLane> idle = new ConcurrentLinkedDeque<>();
    private final Set<WorkerLane> lanes = ConcurrentHashMap.newKeySet();
    private final Machine here = Machine.current();

    private ItemHost(RunFolder folder, WorkPlan plan, List<Path> program, String expected, WorkerSettings settings) {
        this.folder = folder;
        this.plan = plan;
        this.settings = settings;
        this.slots = settings.workers();
        this.lock = folder.lock();
        long heapBytes = Math.min(Runtime.getRuntime().maxMemory(), settings.memoryBytes());
        try {
            this.code = WorkerCode.of(folder, new ClassPath(program), expected, heapBytes);
            this.log = new PrintWriter(
                    Files.newBufferedWriter(folder.path().resolve("workers.log"), StandardCharsets.UTF_8), true);
        } catch (IOException failed) {
            lock.close();
            throw ResultsException.cannotWrite(folder.path(), failed);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /**
     * Prepares this machine for the items of a run.
     *
     * @param path the folder to create for records; its parent must exist
     * @param manifest the bytes of the run's manifest
     * @param program the class path of the run's program, which workers use
     * @param settings how items are executed
     * @param slots how many items run on this machine at the same time, at least 1
     * @return the host
     * @throws org.metricloss.base.UserException if this machine has other data or another program than the
     *     settings state, or the folder cannot be written; what was written of it is then deleted
     */
    public static ItemHost open(Path path, byte[] manifest, List<Path> program, HostSettings settings, int slots) {
        boolean isNew = Files.notExists(path);
        try {
            return open(RunFolder.copyOf(path, manifest), settings, program, slots);
        } catch (RuntimeException refused) {
            // The next item is refused for the same reason, not because the folder exists.
            try {
                if (isNew) {
                    FolderTree.delete(path);
                }
            } catch (IOException left) {
                refused.addSuppressed(left);
            }
            throw refused;
        }
    }

    private static ItemHost open(RunFolder folder, HostSettings settings, List<Path> program, int slots) {
        WorkPlan plan = Study.of(folder).reopen(folder);
        List<String> differences =
                RunDifferences.between("data ", folder.manifest().dataSha256(), plan.dataSha256());
        if (!differences.isEmpty()) {
            throw new ResultsException(
                    "the data of this machine is not that of the run: " + String.join("; ", differences));
        }
        return new ItemHost(folder, plan, program, settings.code(), settings.on(slots));
    }

    /**
     * Runs an item. If an earlier call has run it, its files are returned without running it again.
     *
     * @param id the item
     * @param needed records of other items that the item depends on
     * @return the item's record and artifacts
     * @throws ResultsException if no item can be run on this machine, for example because the disk is full, or because it differs
     *     from the machine of the run and records do not state their machine
     * @throws InterruptedException if this thread is interrupted
     */
    public ItemFiles run(String id, Collection<ItemFiles> needed) throws InterruptedException {
        add(needed);
        if (!folder.hasRecord(id)) {
            WorkerLane lane = lane();
            try {
                lane.run(id, slots > 1);
            } catch (RuntimeException | InterruptedException broken) {
                lane.end();
                lane.close();
                lanes.remove(lane);
                throw broken;
            }
            idle.push(lane);
            if (!folder.hasRecord(id)) {
                throw new InterruptedException("this machine is leaving the run");
            }
        }
        plan.study().record(folder, id).ifPresent(record -> requireMachine(folder.manifest(), record, here));
        return ItemFiles.read(folder, id);
    }

    /** A record that does not state its machine counts as one of the manifest's machine, so it must not come from an unlike one. */
    static void requireMachine(Manifest manifest, ItemRecord record, Machine here) {
        List<String> differences = RunDifferences.ofHardware(manifest.machine(), here);
        if (record.ranOn().isEmpty() && !differences.isEmpty()) {
            throw new ResultsException(
                    "records of the study '%s' do not state their machine, so all machines must be alike: %s"
                            .formatted(manifest.study(), String.join("; ", differences)));
        }
    }

    private WorkerLane lane() {
        WorkerLane free = idle.poll();
        if (free != null) {
            return free;
        }
        WorkerLane lane = new WorkerLane(plan, folder, settings, code, log, (trial, steps, loss) -> {});
        lanes.add(lane);
        return lane;
    }

    private synchronized void add(Collection<ItemFiles> needed) {
        for (ItemFiles item : needed) {
            if (!folder.hasRecord(item.id())) {
                Path file = folder.path().resolve("trials").resolve(item.id() + ".json");
                try {
                    AtomicFiles.create(file, out -> out.write(item.record()));
                } catch (IOException failed) {
                    throw ResultsException.cannotWrite(file, failed);
                }
            }
        }
    }

    /** Kills all workers and deletes the folder. */
    @Override
    public void close() {
        lanes.forEach(WorkerLane::end);
        lanes.forEach(WorkerLane::close);
        log.close();
        lock.close();
        try {
            FolderTree.delete(folder.path());
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(folder.path(), failed);
        }
    }
}
