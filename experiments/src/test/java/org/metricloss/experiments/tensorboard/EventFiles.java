package org.metricloss.experiments.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.io.QueueEnqueue;
import org.tensorflow.op.io.ReaderRead;
import org.tensorflow.op.io.TfRecordReader;
import org.tensorflow.proto.Event;
import org.tensorflow.types.TString;

/** Event files as TensorBoard takes them: all of a folder, by TensorFlow's own record reader, which verifies every checksum. */
public final class EventFiles {
    private EventFiles() {}

    /** {@return the folder's files that TensorBoard would read, in its order} */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains("tfevents"))
                    .sorted()
                    .toList();
        }
    }

    /** {@return the events of all event files of a folder, of which there is one at least} */
    public static List<Event> read(Path folder) throws IOException {
        List<Path> files = in(folder);
        assertThat(files).as(folder.toString()).isNotEmpty();
        List<Event> events = new ArrayList<>();
        for (Path file : files) {
            events.addAll(readFile(file));
        }
        return events;
    }

    /** {@return every number by tag and step; fails where one is there twice} */
    public static Map<String, Float> scalars(List<Event> events) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (Event event : events) {
            event.getSummary().getValueList().stream()
                    .filter(value -> value.hasSimpleValue())
                    .forEach(value -> {
                        String point = at(value.getTag(), event.getStep());
                        assertThat(scalars.put(point, value.getSimpleValue()))
                                .as("a second point of " + point)
                                .isNull();
                    });
        }
        return scalars;
    }

    /** {@return how {@link #scalars} names a tag at a step} */
    public static String at(String tag, long step) {
        return tag + " at step " + step;
    }

    private static List<Event> readFile(Path path) {
        List<Event> events = new ArrayList<>();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops ops = Ops.create(graph);
            var queue = ops.io.fifoQueue(List.of(TString.class));
            Constant<TString> file = ops.constant(path.toString());
            QueueEnqueue enqueue = ops.io.queueEnqueue(queue, List.of(file));
            Op close = ops.io.queueClose(queue);
            TfRecordReader reader = ops.io.tfRecordReader();
            ReaderRead read = ops.io.readerRead(reader, queue);
            session.runner().addTarget(enqueue).run();
            session.runner().addTarget(close).run();
            while (true) {
                try (var fetched = session.runner().fetch(read.value()).run()) {
                    events.add(
                            Event.parseFrom(((TString) fetched.get(0)).asBytes().getObject()));
                }
            }
        } catch (TFOutOfRangeException end) {
            return events;
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
