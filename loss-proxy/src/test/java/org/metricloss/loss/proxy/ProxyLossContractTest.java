package org.metricloss.loss.proxy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.cosine.CosineSoftmax.Denominator;
import org.metricloss.core.loss.MetricLoss;

class ProxyLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("Proxy-NCA, other classes", new ProxyNcaLoss(2, Denominator.OTHERS, 1));
        losses.put("Proxy-NCA, all classes", new ProxyNcaLoss(1, Denominator.ALL, 1));
        losses.put("Proxy-Anchor", new ProxyAnchorLoss(0.1, 16, 100));
        losses.put("SoftTriple", new SoftTripleLoss(3, 20, 0.1, 0.01, 0.2, 100));
        losses.put("SoftTriple, one center", new SoftTripleLoss(1, 5, 0.1, 0.3, 0.2, 1));
        return losses;
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        double[][] proxies = batch.state().get("proxies");
        double[][] cosines = new double[batch.samples()][proxies.length];
        for (int i = 0; i < batch.samples(); i++) {
            for (int j = 0; j < proxies.length; j++) {
                cosines[i][j] = cosine(batch.embeddings()[i], proxies[j]);
            }
        }
        if (loss instanceof ProxyNcaLoss proxyNca) {
            return PlainResult.of(proxyNca(proxyNca, batch.labels(), cosines));
        }
        return PlainResult.of(
                loss instanceof ProxyAnchorLoss proxyAnchor
                        ? proxyAnchor(proxyAnchor, batch.labels(), cosines)
                        : softTriple((SoftTripleLoss) loss, batch.labels(), cosines, proxies));
    }

    private static double proxyNca(ProxyNcaLoss loss, int[] labels, double[][] cosines) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double denominator = 0;
            for (int j = 0; j < cosines[i].length; j++) {
                boolean counts = loss.denominator() == Denominator.ALL || j != labels[i];
                denominator += counts ? Math.exp(-loss.scale() * (2 - 2 * cosines[i][j])) : 0;
            }
            double numerator = Math.exp(-loss.scale() * (2 - 2 * cosines[i][labels[i]]));
            sum -= Math.log(numerator / denominator);
        }
        return sum / labels.length;
    }

    private static double proxyAnchor(ProxyAnchorLoss loss, int[] labels, double[][] cosines) {
        int classes = cosines[0].length;
        double positive = 0;
        double negative = 0;
        int present = 0;
        for (int j = 0; j < classes; j++) {
            double own = 0;
            double others = 0;
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == j) {
                    own += Math.exp(-loss.alpha() * (cosines[i][j] - loss.margin()));
                } else {
                    others += Math.exp(loss.alpha() * (cosines[i][j] + loss.margin()));
                }
            }
            present += own > 0 ? 1 : 0;
            positive += Math.log(1 + own);
            negative += Math.log(1 + others);
        }
        return positive / present + negative / classes;
    }

    private static double softTriple(SoftTripleLoss loss, int[] labels, double[][] cosines, double[][] centers) {
        int perClass = loss.centers();
        int classes = centers.length / perClass;
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double own = 0;
            double denominator = 0;
            for (int c = 0; c < classes; c++) {
                double weights = 0;
                double similarity = 0;
                for (int k = 0; k < perClass; k++) {
                    double cosine = cosines[i][c * perClass + k];
                    weights += Math.exp(cosine / loss.gamma());
                    similarity += Math.exp(cosine / loss.gamma()) * cosine;
                }
                similarity /= weights;
                double logit = loss.lambda() * (c == labels[i] ? similarity - loss.margin() : similarity);
                own = c == labels[i] ? logit : own;
                denominator += Math.exp(logit);
            }
            sum += Math.log(denominator) - own;
        }
        double distances = 0;
        for (int c = 0; c < classes; c++) {
            for (int s = 0; s < perClass; s++) {
                for (int t = s + 1; t < perClass; t++) {
                    double cosine = cosine(centers[c * perClass + s], centers[c * perClass + t]);
                    distances += Math.sqrt(2 - 2 * cosine) / (classes * perClass * (perClass - 1));
                }
            }
        }
        return sum / labels.length + loss.tau() * distances;
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int k = 0; k < a.length; k++) {
            product += a[k] * b[k];
            squaresOfA += a[k] * a[k];
            squaresOfB += b[k] * b[k];
        }
        // A row of zeros is at cosine 0 to everything.
        return product / Math.max(Math.sqrt(squaresOfA), 1e-12) / Math.max(Math.sqrt(squaresOfB), 1e-12);
    }
}
