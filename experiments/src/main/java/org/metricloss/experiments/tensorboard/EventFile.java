package org.metricloss.experiments.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

/**
 * The bytes of a TensorBoard event file: TFRecords of {@code Event} messages. A record consists of the message's length
 * (8 bytes, little-endian), the masked CRC32C of these 8 bytes, the message, and the masked CRC32C of the message.
 */
final class EventFile {
    private static final String VERSION = "brain.Event:2";
    private static final int MASK = 0xa282ead8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Creates a file that begins at a time, in seconds since 1970. */
    EventFile(double wallTime) {
        append(Event.newBuilder().setWallTime(wallTime).setFileVersion(VERSION).build());
    }

    /** Adds a number at a step. */
    void scalar(double wallTime, long step, String tag, double value) {
        append(wallTime, step, Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value));
    }

    /** Adds a distribution at a step. */
    void histogram(double wallTime, long step, String tag, HistogramProto histogram) {
        append(wallTime, step, Summary.Value.newBuilder().setTag(tag).setHisto(histogram));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private void append(double wallTime, long step, Summary.Value.Builder value) {
        append(Event.newBuilder()
                .setWallTime(wallTime)
                .setStep(step)
                .setSummary(Summary.newBuilder().addValue(value))
                .build());
    }

    private void append(Event event) {
        byte[] message = event.toByteArray();
        byte[] length = buffer(Long.BYTES).putLong(message.length).array();
        bytes.writeBytes(length);
        bytes.writeBytes(checksum(length));
        bytes.writeBytes(message);
        bytes.writeBytes(checksum(message));
    }

    private static byte[] checksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return buffer(Integer.BYTES)
                .putInt(Integer.rotateRight((int) crc.getValue(), 15) + MASK)
                .array();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
