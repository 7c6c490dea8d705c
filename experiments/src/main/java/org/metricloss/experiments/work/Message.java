package org.metricloss.experiments.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The messages between a run and its worker processes, version {@value #PROTOCOL}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "say")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Work.class, name = "work"),
    @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Message.Steps.class, name = "steps"),
    @JsonSubTypes.Type(value = Message.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Message.Stopped.class, name = "stopped")
})
sealed interface Message {
    /** The version of the protocol, which is incremented with every change of the messages. */
    int PROTOCOL = 2;

    /**
     * Tells a worker to run an item.
     *
     * @param trial its id
     * @param sideBySide whether other items run at the same time
     * @param measureMemory whether the worker was started for this item alone, so that its peak memory is recorded
     * @param lostAttempts why earlier attempts failed, one line each
     */
    record Work(String trial, boolean sideBySide, boolean measureMemory, List<String> lostAttempts)
            implements Message {}

    /**
     * A worker's message that it is ready to run an item.
     *
     * @param protocol the version of the messages that it sends
     */
    record Ready(int protocol) implements Message {}

    /**
     * A worker's message about the progress of an item.
     *
     * @param trial its id
     * @param steps how many steps this process has taken
     * @param loss the last step's loss
     */
    record Steps(String trial, long steps, double loss) implements Message {}

    /**
     * A worker's message that an item has ended and its record is written.
     *
     * @param trial its id
     * @param finished whether it ran to its end
     */
    record Done(String trial, boolean finished) implements Message {}

    /**
     * A worker's last message: it cannot run any item, for a reason that is independent of the item.
     *
     * @param reason one line
     */
    record Stopped(String reason) implements Message {}
}
