package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of mistake, put into the quickstart file, and the whole line that it is answered with. */
class RefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
name: quickstart       | nmae: quickstart        | 1:1: unknown key 'nmae'; allowed: ALL; did you mean 'name'?
threads: 2             | colour: 2               | 9:1: unknown key 'colour'; allowed: ALL
epochs: 5              | epocs: 5                | 6:10: unknown key 'epocs'; allowed: epochs, samples, steps, seconds, target; did you mean 'epochs'?
dataset: digits        | dataset: {typ: digits}  | 2:11: unknown key 'typ'; allowed: type, dir, normalize, validation; did you mean 'type'?
embedding: 2           | dimension: 2            | 3:24: unknown key 'dimension'; allowed: name, embedding, layers, initial, weights, fresh, biases, freeze, rates
perClass: 12           | perclass: 12            | 4:22: unknown key 'perclass'; allowed: BATCH; did you mean 'perClass'?
momentum: 0.9          | moment: 0.9             | 5:44: unknown key 'moment'; allowed: OPTIMIZER; did you mean 'momentum'?
threads: 2             | evaluation: {k: 2}      | 9:14: unknown key 'k'; allowed: distance, trainSample, recallAt, every, everySteps, borderShare, fgsm, pairs
threads: 2             | artifacts: {evry: 2}    | 9:13: unknown key 'evry'; allowed: every, model; did you mean 'every'?
margin: 0.2            | margn: 0.2              | 14:36: unknown key 'margn' of loss triplet; allowed: loss, weight, memory, margin, alpha, mining, squared; did you mean 'margin'?
{name: lenet, embedding: 2} | {layers: [{linear: {output: 2}}]} | 3:30: unknown key 'output'; allowed: outputs, bias; did you mean 'outputs'?
""")
    void unknownKeyIsNamedAtItsPlace(String text, String replacement, String refusal) {
        refused(text, replacement, refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
budget: {epochs: 5}    | budget: {}              | 6:9: budget needs epochs, samples, steps or seconds
name: quickstart       | device: cpu             | 1:1: missing key 'name'; allowed: ALL
perClass: 12           | perClass: 12, size: 3   | 4:42: size cannot be combined with classes and perClass; a batch is WAYS
classes: 10, perClass: 12 | pairs: 64, classes: 2 | 4:16: pairs cannot be combined with classes and perClass; a batch is WAYS
classes: 10, perClass: 12 | pairs: 64, triplets: 2 | 4:30: triplets cannot be combined with pairs; a batch is WAYS
{classes: 10, perClass: 12} | {}                 | 4:8: a batch is WAYS
, perClass: 12         | ``                      | 4:8: missing key 'perClass'; allowed: BATCH
type: sgd,             | ``                      | 5:12: missing key 'type'; allowed: OPTIMIZER
{loss: contrastive, margin: 1.0} | {margin: 1.0} | 13:20: missing key 'loss'; one of center, contrastive, softmax, triplet
dataset: digits        | dataset: idx            | 2:10: dataset idx needs a folder: {type: idx, dir: ...}
dataset: digits        | dataset: {type: digits, dir: x} | 2:30: dataset digits is built in and has no dir
""")
    void whatDoesNotBelongTogetherIsNamedAtItsMapping(String text, String replacement, String refusal) {
        refused(text, replacement, refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
epochs: 5              | epochs: 1.7             | 6:18: epochs must be a whole number in [1, 1000000], got 1.7
epochs: 5              | epochs: 5.0             | 6:18: epochs must be a whole number in [1, 1000000], got 5.0
epochs: 5              | epochs: 1e3             | 6:18: epochs must be a whole number in [1, 1000000], got 1e3
epochs: 5              | epochs: "5"             | 6:18: epochs must be a whole number in [1, 1000000], got "5"
epochs: 5              | epochs: 1_000           | 6:18: epochs must be a whole number in [1, 1000000], got 1_000
epochs: 5              | epochs: 010             | 6:18: epochs must be a whole number in [1, 1000000], got 010
epochs: 5              | epochs: 0x10            | 6:18: epochs must be a whole number in [1, 1000000], got 0x10
epochs: 5              | "epochs": 1:30          | 6:20: epochs must be a whole number in [1, 1000000], got 1:30
epochs: 5              | epochs: true            | 6:18: epochs must be a whole number in [1, 1000000], got true
epochs: 5              | epochs:                 | 6:17: epochs must be a whole number in [1, 1000000], got nothing
epochs: 5              | epochs: [5]             | 6:18: epochs must be a whole number in [1, 1000000], got a list
budget: {epochs: 5}    | budget: [5]             | 6:9: budget must be a mapping, got a list
name: quickstart       | name: 2024              | 1:7: name must be text, got 2024; put it in quotes to keep it
name: quickstart       | name: {a: b}            | 1:7: name must be text, got a mapping
dataset: digits        | dataset: [digits]       | 2:10: dataset must be a dataset's name or a mapping, got a list
network: {name: lenet, embedding: 2} | network: 5 | 3:10: network must be a network's name or a mapping, got 5
{name: lenet, embedding: 2} | {layers: [[relu]]} | 3:20: layers[0] must be a layer's name or a mapping, got a list
seeds: [1, 2]          | seeds: 1                | 8:8: seeds must be a list, got 1; write [1, 2, 3] for three seeds
seeds: [1, 2]          | seeds: [1, 2.5]         | 8:12: seeds[1] must be a whole number of at most 64 bits, got 2.5
learningRate: 0.01     | learningRate: "0.01"    | 5:38: learningRate must be >= 0, got "0.01"
learningRate: 0.01     | learningRate: 1:30      | 5:38: learningRate must be >= 0, got 1:30
margin: 0.2            | squared: yes            | 14:45: squared must be true or false, got yes
margin: 0.2            | squared: 1              | 14:45: squared must be true or false, got 1
margin: 0.2            | margin: wide            | 14:44: margin must be > 0, got wide
[{loss: triplet, margin: 0.2, mining: hard}] | {loss: triplet} | 14:19: triplet must be a list, got a mapping
[{loss: softmax}]      | [softmax]               | 11:20: softmax[0] must be a mapping, got softmax
""")
    void wrongTypeIsRefusedWithoutConversion(String text, String replacement, String refusal) {
        refused(text, replacement, refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
epochs: 5              | epochs: 0               | 6:18: epochs must be a whole number in [1, 1000000], got 0
epochs: 5              | epochs: 99999999999999999999 | 6:18: epochs must be a whole number in [1, 1000000], got 99999999999999999999
embedding: 2           | embedding: 0            | 3:35: embedding must be a whole number in [1, 65536], got 0
perClass: 12           | perClass: -1            | 4:32: perClass must be a whole number in [1, 1000000], got -1
classes: 10, perClass: 12 | classes: 1001, perClass: 1000 | 4:8: classes x perClass must be at most 1000000, got 1001 x 1000
classes: 10, perClass: 12 | pairs: 1             | 4:16: pairs must be a whole number in [2, 500000], got 1
classes: 10, perClass: 12 | triplets: 333334     | 4:19: triplets must be a whole number in [1, 333333], got 333334
classes: 10, perClass: 12 | size: 0              | 4:15: size must be a whole number in [1, 1000000], got 0
learningRate: 0.01     | learningRate: -0.01     | 5:38: learningRate must be >= 0, got -0.01
learningRate: 0.01     | learningRate: 1e400     | 5:38: learningRate must be >= 0, got 1e400
momentum: 0.9          | momentum: 1             | 5:54: momentum must be in [0, 1), got 1
threads: 2             | threads: 257            | 9:10: threads must be a whole number in [1, 256], got 257
threads: 2             | device: cuda            | 9:9: device must be cpu, gpu or gpu:N, where N is the number of a GPU, got cuda
threads: 2             | device: gpu:01          | 9:9: device must be cpu, gpu or gpu:N, where N is the number of a GPU, got gpu:01
threads: 2             | artifacts: {every: -1}  | 9:20: every must be a whole number in [0, 1000000], got -1
threads: 2             | evaluation: {trainSample: 0} | 9:27: trainSample must be a whole number in [1, 2147483647], got 0
threads: 2             | evaluation: {distance: cosin} | 9:24: distance must be one of objective, euclidean, cosine, got cosin; did you mean 'cosine'?
dataset: digits        | dataset: {type: mnist, validation: 1.5} | 2:36: validation must be a fraction in [0, 1) or a whole number >= 0, got 1.5
dataset: digits        | dataset: {type: mnist, normalize: zscore} | 2:35: normalize must be one of unit, centered, standard, channels, none, length, got zscore
dataset: digits        | dataset: {type: idx, dir: " "} | 2:27: dir must be a folder, got " "
engines: [djl]         | engines: [djl, djl]     | 7:16: engines must not contain djl twice
seeds: [1, 2]          | seeds: 3                | 8:8: seeds must be a list, got 3; write [1, 2, 3] for three seeds
[{loss: softmax}]      | [{loss:softmax}]        | 11:21: a space is missing in 'loss:softmax': write 'loss: softmax'
{epochs: 5}            | {epochs:5}              | 6:10: a space is missing in 'epochs:5': write 'epochs: 5'
engines: [djl]         | engines: []             | 7:10: engines must not be empty
seeds: [1, 2]          | seeds: []               | 8:8: seeds must not be empty
seeds: [1, 2]          | seeds: [3, 03, 3]       | 8:12: seeds[1] must be a whole number of at most 64 bits, got 03
seeds: [1, 2]          | seeds: [3, +3]          | 8:12: seeds must not contain 3 twice
[{loss: softmax}]      | []                      | 11:19: softmax must not be empty
weight: 0.01           | weight: -1              | 12:60: weight must be >= 0, got -1
mining: hard           | mining: semihard        | 14:57: mining must be one of all, hard, semi-hard, got semihard; did you mean 'semi-hard'?
margin: 0.2            | squared: true           | 14:20: loss triplet: squared distances\\u000ado not go with hard mining
name: quickstart       | name: ../x              | 1:7: name must be 1 to 64 letters, digits, '.', '_', '-' or '+', not beginning with '.' or '-', got ../x
name: quickstart       | name: .hidden           | 1:7: name must be 1 to 64 letters, digits, '.', '_', '-' or '+', not beginning with '.' or '-', got .hidden
softmax+center:        | Softmax:                | 12:3: objectives 'softmax' and 'Softmax' differ only in case, which not every file system distinguishes
""")
    void impossibleValueIsRefusedWithWhatIsAllowed(String text, String replacement, String refusal) {
        refused(text, replacement, refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
loss: triplet          | loss: tripet            | 14:27: no loss 'tripet'; available: center, contrastive, softmax, triplet; did you mean 'triplet'?
engines: [djl]         | engines: [djl, tf]      | 7:16: no engine 'tf'; available: djl, tensorflow
dataset: digits        | dataset: cifar          | 2:10: no dataset 'cifar'; available: digits, mnist, fashion-mnist, kmnist, idx, omniglot, folder, list, cub200, cars196, sop, inshop, vectors
dataset: digits        | dataset: {type: mnits}  | 2:17: no dataset 'mnits'; available: digits, mnist, fashion-mnist, kmnist, idx, omniglot, folder, list, cub200, cars196, sop, inshop, vectors; did you mean 'mnist'?
name: lenet            | name: lenet+            | 3:17: no network 'lenet+'; available: linear, mlp, lenet, lenet++, conv4, resnet8, resnet18, resnet18-small, resnet50, center-face; did you mean 'lenet'?
engines: [djl]         | engines: [pytorch]      | 7:11: no engine 'pytorch'; available: djl, tensorflow; djl runs PyTorch
type: sgd              | type: adamx             | 5:19: no optimizer 'adamx'; available: sgd, adam, adamw, rmsprop; did you mean 'adam'?
threads: 2             | baseline: sofmax        | 9:11: no objective 'sofmax'; available: softmax, softmax+center, contrastive, triplet; did you mean 'softmax'?
""")
    void unknownNameIsAnsweredWithTheNamesThereAre(String text, String replacement, String refusal) {
        refused(text, replacement, refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
{layers: []}           | 3:19: layers must not be empty
{layers: [rellu]}      | 3:20: no layer 'rellu'; available: KINDS; did you mean 'relu'?
{layers: [linear]}     | 3:20: layer linear needs settings: {linear: ...}
{layers: [{relu: 1}]}  | 3:27: layer relu has no settings; write only its name
{layers: [{a: 1, b: 2}]} | 3:20: layers[0] must have one key, its kind, got 2; one of KINDS
{layers: [{conv: 1}]}  | 3:21: no layer 'conv'; available: KINDS
{layers: [{convolution: 3}]} | 3:34: convolution must be a mapping, got 3
{layers: [{convolution: {outputs: 3}}]} | 3:34: missing key 'kernel'; allowed: outputs, kernel, padding, stride, groups, bias
{layers: [{max-pool: 0}]} | 3:31: max-pool must be a whole number in [1, 1024], got 0
{layers: [{dropout: 1}]} | 3:30: dropout must be in [0, 1), got 1
{layers: [{linear: {outputs: 2, bias: 0}}]} | 3:48: bias must be true or false, got 0
{layers: [relu], embedding: 2} | 3:38: embedding is a setting of named networks; with layers, the last layer determines it
{layers: [relu], name: a/b} | 3:33: name must be 1 to 64 letters, digits, '.', '_', '-' or '+', not beginning with '.' or '-', got a/b
""")
    void wrongLayerIsRefused(String network, String refusal) {
        refused(
                "{name: lenet, embedding: 2}",
                network,
                refusal.replace(
                        "KINDS",
                        "convolution, linear, prelu, relu, gelu, max-pool, average-pool, global-average-pool, residual,"
                                + " flatten, batch-norm, layer-norm, length-norm, dropout"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
a/b                    | got 'a/b'
..                     | got '..'
"a\\tb"                | got 'a\\u0009b'
" a"                   | got ' a'
a234567890123456789012345678901234567890123456789012345678901234x | got 'a23456789012345678901234567890123456789012345678901234567890...'
""")
    void objectiveNameThatIsNoPartOfAFileNameIsRefused(String name, String got) {
        refused(
                "softmax+center:",
                name + ":",
                "12:3: the name of an objective must be 1 to 64 printable characters without / \\ : * ? \" < > |,"
                        + " not beginning with '.' or a space nor ending with one, " + got);
    }

    private static void refused(String text, String replacement, String refusal) {
        String all =
                "study, name, dataset, network, batch, augment, optimizer, budget, engines, seeds, threads, device, baseline,"
                        + " evaluation, artifacts, earlyStopping, select, objectives, equivalence, tune";
        String ways = "one of {size: ...}, {classes: ..., perClass: ...}, {pairs: ...} and {triplets: ...}";
        String optimizer =
                "type, learningRate, momentum, nesterov, weightDecay, clipNorm, schedule, beta1, beta2, epsilon, alpha";
        assertThat(Examples.refusal(Examples.quickstart(text, replacement)))
                .isEqualTo("test.yaml:"
                        + refusal.replace("ALL", all)
                                .replace("WAYS", ways)
                                .replace("BATCH", "size, classes, perClass, smallClasses, pairs, triplets, views")
                                .replace("OPTIMIZER", optimizer));
    }
}
