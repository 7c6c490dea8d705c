"""Time and peak memory of a loss of pytorch-metric-learning, forward and backward, float32, two threads, for PeerSpeed.

PML_SRC=FOLDER python3 peer_speed.py LOSS SAMPLES CLASSES. The folder holds the library's sources. One process measures one
loss, so that the peak is its own; it includes about 280 MB of PyTorch itself.
"""

import os
import resource
import statistics
import sys
import time

sys.path.insert(0, os.environ["PML_SRC"])

import torch
from pytorch_metric_learning import losses, miners

DIMENSION = 128
MEMORY = 8192
ROUNDS = 5
LONG_ROUND = 20

name, samples, classes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(2)
torch.manual_seed(1)
made = {
    "multi-similarity": lambda: losses.MultiSimilarityLoss(),
    "circle": lambda: losses.CircleLoss(),
    "generalized-lifted": lambda: losses.GeneralizedLiftedStructureLoss(),
    "sup-con": lambda: losses.SupConLoss(),
    "n-pairs": lambda: losses.NPairsLoss(),
    "margin": lambda: losses.MarginLoss(),
    "distance-weighted-margin": lambda: losses.MarginLoss(),
    "angular": lambda: losses.AngularLoss(),
    "fast-ap": lambda: losses.FastAPLoss(),
    "contrastive-memory": lambda: losses.CrossBatchMemory(losses.ContrastiveLoss(), DIMENSION, memory_size=MEMORY),
    "normalized-softmax": lambda: losses.NormalizedSoftmaxLoss(classes, DIMENSION),
    "arcface": lambda: losses.ArcFaceLoss(classes, DIMENSION),
    "proxy-anchor": lambda: losses.ProxyAnchorLoss(classes, DIMENSION),
    "soft-triple": lambda: losses.SoftTripleLoss(classes, DIMENSION, centers_per_class=10),
}
loss = made[name]()
miner = miners.DistanceWeightedMiner() if name == "distance-weighted-margin" else None
embeddings = torch.randn(samples, DIMENSION)
labels = torch.randint(0, classes, (samples,)) if classes > samples else torch.arange(samples) % classes
if name == "contrastive-memory":
    for _ in range(MEMORY // samples + 1):
        loss(torch.randn(samples, DIMENSION), labels)
times = []
for _ in range(ROUNDS):
    x = embeddings.clone().requires_grad_()
    start = time.perf_counter()
    mined = (miner(x, labels),) if miner else ()
    loss(x, labels, *mined).backward()
    times.append(time.perf_counter() - start)
    if times[-1] > LONG_ROUND:
        break
median = statistics.median(times[1:] or times)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"median_ms={median * 1e3:.3f} peak_mb={peak:.0f}")
