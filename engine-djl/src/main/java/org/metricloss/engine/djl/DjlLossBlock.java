package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.ParameterTracker;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;

/**
 * A network of DJL together with the state of a loss, to be trained in DJL's own loop. The block's output is the output of the
 * network. DJL trains, saves and loads what the block of its model holds, and so the state of the loss as well.
 *
 * <pre>{@code
 * DjlLossBlock block = DjlLossBlock.of(network, Objective.of("center", loss), new LossSetting(10, 32), 1);
 * model.setBlock(block);
 * try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(block.loss()).optOptimizer(optimizer))) {
 *     trainer.initialize(new Shape(1, 784));
 *     EasyTrain.fit(trainer, epochs, training, validation);
 * }
 * }</pre>
 *
 * <p>Each state is a parameter of the block. Learned state is trained by the optimizer of the trainer. Moved state is replaced
 * once per training step: the first evaluation of the loss after a forward pass for training computes it, and it takes effect
 * before the next forward pass, and before parameters are read or saved. Until then, and in validation, the loss may be
 * evaluated any number of times. Training happens on one device.
 *
 * <p>Three things differ from a training by MetricLoss. An optimizer of DJL decays every parameter or none, so
 * {@link LossState.Learned#decays} has no effect. {@link LossState.Learned#learningRateFactor} takes effect only through
 * {@link #learningRate}. The loss sees epoch 0 throughout, since DJL does not tell it the epoch; it sees the true step.
 */
public final class DjlLossBlock extends AbstractBlock {
    private static final String STEPS = "steps";

    private final Block network;
    private final Objective objective;
    private final LossSetting setting;
    private final Map<String, LossState> declared;
    private final Map<String, Parameter> states = new LinkedHashMap<>();
    private final Parameter steps;
    private final Map<String, NDArray> current = new LinkedHashMap<>();
    private final DjlLoss loss;
    private boolean awaitsLoss;
    private Optional<Map<String, NDArray>> next = Optional.empty();

    private DjlLossBlock(Block network, Objective objective, LossSetting setting, long seed) {
        this.network = addChildBlock("network", network);
        this.objective = objective;
        this.setting = setting;
        this.declared = objective.state(setting);
        declared.forEach((name, state) -> states.put(name, addParameter(parameter(name, state, seed))));
        this.steps = addParameter(Parameter.builder()
                .setName(STEPS)
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(1))
                .optRequiresGrad(false)
                .optInitializer((manager, shape, type) -> manager.zeros(shape, DataType.INT64))
                .build());
        this.loss = new DjlLoss(this, objective, setting, seed);
    }

    /**
     * {@return the block}
     *
     * @param network turns the input of the model into embeddings [m, d]
     * @param objective the weighted sum of losses to train with; {@link Objective#of} makes one of a single loss
     * @param setting the number of classes and the embedding dimension d
     * @param seed decides the first values of the state and the random draws of the losses
     * @throws IllegalArgumentException if a loss cannot work in that setting
     */
    public static DjlLossBlock of(Block network, Objective objective, LossSetting setting, long seed) {
        return new DjlLossBlock(network, objective, setting, seed);
    }

    private static Parameter parameter(String name, LossState state, long seed) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optShape(DjlArrays.shape(state.shape()))
                .optRequiresGrad(state instanceof LossState.Learned)
                .optInitializer((manager, shape, type) -> initial(manager, name, state, type, seed))
                .build();
    }

    /** {@return the value that the state has at the start of a trial of that seed} */
    private static NDArray initial(NDManager manager, String name, LossState state, DataType type, long seed) {
        if (type != DataType.FLOAT32) {
            throw new IllegalArgumentException("a loss is trained in FLOAT32, got " + type);
        }
        return DjlArrays.owned(manager, Weights.initialState(name, state, seed));
    }

    /**
     * {@return the loss for the trainer of a model with this block}
     *
     * <p>Its predictions are one array [m, d], the output of this block. Its labels are one array of m whole numbers in
     * [0, classes), of any type and shape. If a loss lists tuples, a second array [t, 2] or [t, 3] names rows of the
     * embeddings.
     */
    public Loss loss() {
        return loss;
    }

    /** {@return the network that was given} */
    public Block network() {
        return network;
    }

    /**
     * {@return learning rates for an optimizer of DJL: those given, times {@link LossState.Learned#learningRateFactor} for each
     * learned state of the loss}
     *
     * @param rates the learning rates of all other parameters
     */
    public ParameterTracker learningRate(ParameterTracker rates) {
        Map<String, Float> factors = new LinkedHashMap<>();
        declared.forEach((name, state) -> {
            if (state instanceof LossState.Learned learned) {
                factors.put(states.get(name).getId(), (float) learned.learningRateFactor());
            }
        });
        return (id, update) -> rates.getNewValue(id, update) * factors.getOrDefault(id, 1f);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return network.getOutputShapes(inputShapes);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        network.initialize(manager, dataType, inputShapes);
        for (Shape output : network.getOutputShapes(inputShapes)) {
            if (output.dimension() != 2 || output.get(1) != setting.dimension()) {
                throw new IllegalArgumentException("the network must give embeddings (m, %s), but gives %s for %s"
                        .formatted(setting.dimension(), output, inputShapes[0]));
            }
        }
    }

    @Override
    public ParameterList getDirectParameters() {
        move();
        return super.getDirectParameters();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        prepare(store, inputs, training);
        return network.forward(store, inputs, training, params);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList data, NDList labels, PairList<String, Object> params) {
        prepare(store, data, true);
        return network.forward(store, data, labels, params);
    }

    private void prepare(ParameterStore store, NDList inputs, boolean training) {
        move();
        awaitsLoss = training;
        // DJL's optimizer updates only those parameters that a forward pass has asked the store for.
        states.forEach((name, parameter) -> {
            NDArray array = declared.get(name) instanceof LossState.Learned
                    ? store.getValue(parameter, inputs.head().getDevice(), training)
                    : parameter.getArray();
            if (training && !array.getDevice().equals(inputs.head().getDevice())) {
                throw new IllegalStateException("the state of a loss is trained on one device, %s, got data on %s"
                        .formatted(array.getDevice(), inputs.head().getDevice()));
            }
            current.put(name, array);
        });
    }

    /** {@return every state of the loss by its name in the objective, as the last forward pass found it} */
    Map<String, NDArray> state() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        states.forEach((name, parameter) ->
                arrays.put(name, Optional.ofNullable(current.get(name)).orElseGet(parameter::getArray)));
        return arrays;
    }

    /** {@return how many steps were trained before the current one} */
    long steps() {
        return steps.isInitialized() ? steps.getArray().toLongArray()[0] : 0;
    }

    /** {@return whether the last forward pass was for training and no loss was evaluated since} */
    boolean awaitsLoss() {
        return awaitsLoss;
    }

    /**
     * Records the end of a training step.
     *
     * @param nextState the next value of each moved state; arrays of the step's scope
     */
    void trained(Map<String, NDArray> nextState) {
        awaitsLoss = false;
        Map<String, NDArray> kept = new LinkedHashMap<>();
        nextState.forEach((name, array) ->
                kept.put(name, DjlArrays.kept(states.get(name).getArray().getManager(), array)));
        next = Optional.of(kept);
    }

    private void move() {
        next.ifPresent(moved -> {
            next = Optional.empty();
            moved.forEach((name, array) -> {
                array.copyTo(states.get(name).getArray());
                array.close();
            });
            NDArray counted = steps.getArray();
            try (NDArray one = counted.getManager().create(new long[] {steps() + 1})) {
                one.copyTo(counted);
            }
        });
    }
}
