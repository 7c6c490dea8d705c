package org.metricloss.core.network;

import org.metricloss.core.network.Initializer.Constant;
import org.metricloss.core.network.Initializer.Gaussian;
import org.metricloss.core.network.Initializer.Uniform;
import org.metricloss.core.plugin.Spelling;

/**
 * How the weights and biases of convolutions and linear layers are drawn at the start. The fan-in is the number of inputs
 * of one output: channels of a group times the kernel's height and width. Other parameters have fixed initial values.
 */
public enum InitialWeights {
    /** PyTorch's default: weights and biases uniform in +-1/sqrt(fan-in), so their variance is 1/(3 fan-in). */
    UNIFORM {
        @Override
        Initializer weights(int fanIn) {
            return Uniform.ofFanIn(fanIn);
        }

        @Override
        Initializer biases(int fanIn) {
            return Uniform.ofFanIn(fanIn);
        }
    },
    /** Caffe's form of Glorot and Bengio (AISTATS 2010): weights uniform, of variance 1/fan-in; biases 0. */
    XAVIER {
        @Override
        Initializer weights(int fanIn) {
            return new Uniform(Math.sqrt(3.0 / fanIn));
        }
    },
    /** He et al. (ICCV 2015, equation 10): weights normal, of variance 2/fan-in; biases 0. */
    HE {
        @Override
        Initializer weights(int fanIn) {
            return new Gaussian(Math.sqrt(2.0 / fanIn));
        }
    },
    /** Weights normal, of standard deviation 0.01; biases 0. */
    GAUSSIAN {
        @Override
        Initializer weights(int fanIn) {
            return new Gaussian(0.01);
        }
    },
    /** As in the authors' face example of center loss: {@link #GAUSSIAN} in residual blocks, {@link #XAVIER} elsewhere. */
    CENTER_FACE {
        @Override
        Initializer weights(int fanIn) {
            return XAVIER.weights(fanIn);
        }

        @Override
        InitialWeights inResidual() {
            return GAUSSIAN;
        }
    };

    /** {@return how weights are drawn} */
    abstract Initializer weights(int fanIn);

    /** {@return how biases are drawn} */
    Initializer biases(int fanIn) {
        return new Constant(0);
    }

    /** {@return how weights in residual blocks are drawn} */
    InitialWeights inResidual() {
        return this;
    }

    @Override
    public String toString() {
        return Spelling.of(this);
    }
}
