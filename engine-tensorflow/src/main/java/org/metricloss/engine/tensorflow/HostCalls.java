package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.metricloss.core.array.DataType;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.host.HostFunction;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.io.FifoQueue;
import org.tensorflow.op.io.QueueClose;
import org.tensorflow.op.io.QueueDequeue;
import org.tensorflow.types.family.TType;

/**
 * The host functions of one part of a graph. TensorFlow Java has no operation that calls Java, so the graph
 * communicates with the host through a pair of queues: it puts the arguments into one and takes the results from the
 * other. While one thread runs the graph, another serves the functions in the order in which they were added. That
 * order cannot deadlock, since the arguments of a function come from operations or functions that were added before it.
 */
final class HostCalls {
    private static final ExecutorService POOL = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "metricloss-graph");
        thread.setDaemon(true);
        return thread;
    });

    private final Ops tf;
    private final Ops handing;
    private final List<Served> calls = new ArrayList<>();
    private final Map<DataType, Products> products = new EnumMap<>(DataType.class);
    private final AtomicLong bytes = new AtomicLong();
    private boolean broken;

    /**
     * One function in the graph.
     *
     * @param function what to compute
     * @param arguments the arguments
     * @param given the placeholders of its results
     * @param put passes the results to the graph
     * @param taken passes the arguments and waits for the results
     * @param close closes both queues
     */
    record Served(
            HostFunction function,
            List<Output<?>> arguments,
            List<Operand<? extends TType>> given,
            Op put,
            Op taken,
            List<Op> close) {}

    /**
     * @param tf adds operations to the graph
     * @param handing adds the operations that hand arguments over, which wait for the control dependencies of this
     */
    HostCalls(Ops tf, Ops handing) {
        this.tf = tf;
        this.handing = handing;
    }

    /**
     * Adds a function to the graph.
     *
     * @param function the function
     * @param arguments its arguments, detached
     * @return its results, of shapes known in full
     */
    List<Operand<? extends TType>> add(HostFunction function, List<? extends Operand<? extends TType>> arguments) {
        List<Class<? extends TType>> argumentTypes = new ArrayList<>();
        for (Operand<? extends TType> argument : arguments) {
            DataType type = HostArrays.dataType(argument.asOutput().dataType());
            argumentTypes.add(HostArrays.type(type));
            if (type.isFloating()) {
                products.computeIfAbsent(type, each -> new Products(tf, each));
            }
        }
        List<Class<? extends TType>> resultTypes = new ArrayList<>();
        List<Operand<? extends TType>> given = new ArrayList<>();
        for (HostFunction.Result result : function.results()) {
            resultTypes.add(HostArrays.type(result.type()));
            given.add(tf.placeholder(
                    HostArrays.type(result.type()), Placeholder.shape(HostArrays.shape(result.shape()))));
        }
        FifoQueue toHost = tf.io.fifoQueue(argumentTypes, FifoQueue.capacity(1L));
        FifoQueue fromHost = tf.io.fifoQueue(resultTypes, FifoQueue.capacity(1L));
        Op handedOver = handing.io.queueEnqueue(toHost, new ArrayList<>(arguments));
        QueueDequeue taken = tf.withControlDependencies(handedOver).io.queueDequeue(fromHost, resultTypes);
        calls.add(new Served(
                function,
                List.copyOf(tf.io.queueDequeue(toHost, argumentTypes).components()),
                given,
                tf.io.queueEnqueue(fromHost, new ArrayList<>(given)),
                taken,
                List.of(
                        tf.io.queueClose(toHost, QueueClose.cancelPendingEnqueues(true)),
                        tf.io.queueClose(fromHost, QueueClose.cancelPendingEnqueues(true)))));
        List<Operand<? extends TType>> results = new ArrayList<>();
        for (int i = 0; i < resultTypes.size(); i++) {
            results.add(shaped(taken.components().get(i), function.results().get(i)));
        }
        return results;
    }

    /** A queue does not know the shapes of its elements. */
    @SuppressWarnings("unchecked")
    private Operand<? extends TType> shaped(Output<?> taken, HostFunction.Result result) {
        return tf.ensureShape((Operand<TType>) taken, HostArrays.shape(result.shape()));
    }

    /**
     * Runs the graph and serves its host functions.
     *
     * @param session runs the graph
     * @param runner fed and told what to fetch
     * @return what was fetched
     */
    Result run(Session session, Session.Runner runner) {
        if (calls.isEmpty()) {
            return runner.run();
        }
        if (broken) {
            throw new EngineException("a previous step failed, so the session cannot continue");
        }
        // A graph omits operations that it does not need: waiting for a function whose results are not used would
        // never end.
        calls.forEach(call -> runner.addTarget(call.taken()));
        // The graph runs on this thread and the host on the other one: the graph continues where the host hands over,
        // without waking another thread.
        CompletableFuture<Void> host = CompletableFuture.runAsync(
                        () -> calls.forEach(call -> serve(session, call)), POOL)
                .whenComplete((done, failed) -> {
                    if (failed != null) {
                        stopWaiting(session);
                    }
                });
        Result result;
        try {
            result = runner.run();
        } catch (RuntimeException | Error failed) {
            stopWaiting(session);
            throw cause(host, failed);
        }
        try {
            host.join();
            return result;
        } catch (CompletionException failed) {
            result.close();
            throw unchecked(failed.getCause());
        }
    }

    private void serve(Session session, Served call) {
        Session.Runner take = Runs.of(session);
        call.arguments().forEach(take::fetch);
        try (Result arguments = take.run();
                TensorFlowHostCall host = new TensorFlowHostCall(session, products, arguments, call.function())) {
            call.function().compute(host);
            Session.Runner put = Runs.of(session);
            for (int i = 0; i < call.given().size(); i++) {
                put.feed(call.given().get(i), host.resultTensor(i));
            }
            put.addTarget(call.put()).run().close();
            bytes.addAndGet(host.bytes());
        }
    }

    /** {@return the bytes that host functions and the graph have passed to each other in all runs} */
    long bytes() {
        return bytes.get();
    }

    /** Closes the queues, so that no thread waits for ever. They cannot be reopened. */
    private synchronized void stopWaiting(Session session) {
        if (!broken) {
            broken = true;
            Session.Runner close = Runs.of(session);
            calls.forEach(call -> call.close().forEach(close::addTarget));
            close.run().close();
        }
    }

    /** The first failure: if the graph failed, the failure of the host only follows from the closed queues. */
    private static RuntimeException cause(CompletableFuture<Void> host, Throwable inGraph) {
        try {
            host.join();
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof org.tensorflow.exceptions.TensorFlowException)) {
                return unchecked(failed.getCause());
            }
        }
        return unchecked(inGraph);
    }

    private static RuntimeException unchecked(Throwable failed) {
        if (failed instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failed;
    }
}
