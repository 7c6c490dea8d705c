package org.metricloss.results.report;

import org.metricloss.results.cost.CostSummary;

public final class CostConsole {
    private CostConsole() {}

    public static String of(CostSummary study) {
        return "";
    }
}
