"""Writes narrow-resnet18.safetensors: a residual network of 18 layers with 4, 6, 8 and 10 channels, random weights by the names
of torchvision's resnet18, two images and their outputs. Written out in numpy, in float64, layer by layer as torchvision's
resnet.py: convolution 7x7 of stride 2, batch normalisation, ReLU, max pool 3x3 of stride 2 with padding 1, four layers of two basic
blocks, the mean over pixels, a linear layer. Run it in this folder: python3 narrow_resnet18.py
"""
import json
import struct

import numpy as np

random = np.random.default_rng(18)
arrays = {}


def weight(name, *shape, low=None):
    deviation = 0.6 / np.sqrt(np.prod(shape[1:])) if len(shape) > 1 else 0.2
    values = random.normal(0, deviation, shape) if low is None else random.uniform(low, low + 1, shape)
    arrays[name] = values.astype(np.float32)
    return arrays[name].astype(np.float64)


def convolution(x, name, outputs, kernel, stride, padding):
    w = weight(name + ".weight", outputs, x.shape[1], kernel, kernel)
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = (x.shape[2] - kernel) // stride + 1
    columns = (x.shape[3] - kernel) // stride + 1
    y = np.zeros((x.shape[0], outputs, rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = x[:, :, r * stride:r * stride + kernel, c * stride:c * stride + kernel]
            y[:, :, r, c] = np.einsum("nihw,oihw->no", window, w)
    return y


def batch_norm(x, name):
    n = x.shape[1]
    scale, shift = weight(name + ".weight", n, low=0.5), weight(name + ".bias", n)
    mean, variance = weight(name + ".running_mean", n), weight(name + ".running_var", n, low=0.5)
    at = (None, slice(None), None, None)
    return (x - mean[at]) / np.sqrt(variance[at] + 1e-5) * scale[at] + shift[at]


def max_pool(x):
    x = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    rows, columns = (x.shape[2] - 3) // 2 + 1, (x.shape[3] - 3) // 2 + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for r in range(rows):
        for c in range(columns):
            y[:, :, r, c] = x[:, :, 2 * r:2 * r + 3, 2 * c:2 * c + 3].max(axis=(2, 3))
    return y


def relu(x):
    return np.maximum(x, 0)


def block(x, name, outputs, stride):
    y = relu(batch_norm(convolution(x, name + ".conv1", outputs, 3, stride, 1), name + ".bn1"))
    y = batch_norm(convolution(y, name + ".conv2", outputs, 3, 1, 1), name + ".bn2")
    if stride != 1 or x.shape[1] != outputs:
        x = batch_norm(convolution(x, name + ".downsample.0", outputs, 1, stride, 0), name + ".downsample.1")
    return relu(x + y)


images = random.normal(0, 1, (2, 3, 40, 36)).astype(np.float32)
x = relu(batch_norm(convolution(images.astype(np.float64), "conv1", 4, 7, 2, 3), "bn1"))
x = max_pool(x)
for layer, channels in enumerate([4, 6, 8, 10]):
    for number in range(2):
        x = block(x, f"layer{layer + 1}.{number}", channels, 2 if layer > 0 and number == 0 else 1)
x = x.mean(axis=(2, 3))
outputs = x @ weight("fc.weight", 5, 10).T + weight("fc.bias", 5)


def write(file, named, counts=()):
    header, data, at = {}, b"", 0
    for name, values in named.items():
        kind = "I64" if values.dtype == np.int64 else "F32"
        data += values.tobytes()
        header[name] = {"dtype": kind, "shape": list(values.shape), "data_offsets": [at, len(data)]}
        at = len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)


weights = {}
for name, values in arrays.items():
    weights[name] = values
    if name.endswith("running_var"):
        weights[name.replace("running_var", "num_batches_tracked")] = np.array(7, dtype=np.int64)
write("narrow-resnet18.safetensors", weights)
write("narrow-resnet18-outputs.safetensors", {"images": images, "outputs": outputs.astype(np.float32)})
print(outputs)
