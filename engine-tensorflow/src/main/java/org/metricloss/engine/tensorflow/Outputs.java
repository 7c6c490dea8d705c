package org.metricloss.engine.tensorflow;

import org.metricloss.core.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Outputs of a graph under the element type that an operation asks for. The graph checks the type, which generics cannot express. */
@SuppressWarnings("unchecked")
final class Outputs {
    private Outputs() {}

    /** {@return the output behind any tensor of this engine} */
    static Operand<? extends TType> of(Tensor tensor) {
        if (!(tensor instanceof TensorFlowTensor own)) {
            throw new IllegalArgumentException("expected a tensor of the engine tensorflow, got "
                    + tensor.getClass().getName());
        }
        return own.operand();
    }

    /** {@return the same output, of numbers} */
    static Operand<TNumber> number(Operand<? extends TType> output) {
        return (Operand<TNumber>) output;
    }

    /** {@return the same output, known to be of this type} */
    static Operand<TFloat32> float32(Operand<? extends TType> output) {
        return (Operand<TFloat32>) output;
    }

    /** {@return the same output, known to be a mask} */
    static Operand<TBool> mask(Operand<? extends TType> output) {
        return (Operand<TBool>) output;
    }
}
