"""Milliseconds of a training step of resnet8 (forward, softmax, backward, SGD with momentum) in PyTorch on two threads:
the step of ResidualStepOverhead, on the same shapes.

    python3 experiments/src/test/python/train_step.py [steps]
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

BATCH, CLASSES, EMBEDDING = 128, 10, 64


def convolution(inputs, outputs, kernel, stride):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            convolution(inputs, outputs, 3, stride), nn.BatchNorm2d(outputs), nn.ReLU(),
            convolution(outputs, outputs, 3, 1), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Identity() if stride == 1 else nn.Sequential(
            convolution(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


torch.set_num_threads(2)
torch.manual_seed(1)
net = nn.Sequential(
    convolution(3, 16, 3, 1), nn.BatchNorm2d(16), nn.ReLU(),
    Block(16, 16, 1), Block(16, 32, 2), Block(32, 64, 2),
    nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, EMBEDDING), nn.Linear(EMBEDDING, CLASSES))
optimizer = torch.optim.SGD(net.parameters(), 0.01, momentum=0.9, weight_decay=5e-4)
images = torch.randn(BATCH, 3, 32, 32)
labels = torch.arange(BATCH) % CLASSES
steps = int(sys.argv[1]) if len(sys.argv) > 1 else 60
times = []
for step in range(8 + steps):
    start = time.perf_counter()
    loss = F.cross_entropy(net(images.clone()), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()
    times.append(time.perf_counter() - start)
times = sorted(times[8:])
print(f"resnet8 on 3 x 32 x 32, softmax, batch {BATCH}, 2 threads, torch {torch.__version__}: "
      f"{times[len(times) // 2] * 1e3:.1f} ms per step (median of {steps})")
