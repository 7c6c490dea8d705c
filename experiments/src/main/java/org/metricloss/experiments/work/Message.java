package org.metricloss.experiments.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a run and its worker processes say to each other, version {@value #PROTOCOL}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "say")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Work.class, name = "work"),
    @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Message.Steps.class, name = "steps"),
    @JsonSubTypes.Type(value = Message.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Message.Stopped.class, name = "stopped")
})
sealed interface Message {
    /** Raised with every change of what is said or how. */
    int PROTOCOL = 1;

    /**
     * To a worker: run a trial.
     *
     * @param trial its id
     * @param sideBySide whether other trials run beside it
     * @param measureMemory whether the worker was started for it alone, so that its memory is recorded as the trial's
     */
    record Work(String trial, boolean sideBySide, boolean measureMemory) implements Message {}

    /**
     * From a worker: it can take a trial.
     *
     * @param protocol the version that it speaks
     */
    record Ready(int protocol) implements Message {}

    /**
     * From a worker: a trial gets on.
     *
     * @param trial its id
     * @param steps how many steps were taken since this process has it
     * @param loss of the last one
     */
    record Steps(String trial, long steps, double loss) implements Message {}

    /**
     * From a worker: a trial has ended and its record is written.
     *
     * @param trial its id
     * @param finished whether it ran to its end
     */
    record Done(String trial, boolean finished) implements Message {}

    /**
     * From a worker, its last: nothing can be run here, and no trial is to blame for it.
     *
     * @param reason one line
     */
    record Stopped(String reason) implements Message {}
}
