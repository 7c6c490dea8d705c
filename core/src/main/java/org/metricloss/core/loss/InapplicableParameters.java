package org.metricloss.core.loss;

/** Parameters that do not apply together with those read before: refused if given, otherwise their defaults. */
record InapplicableParameters(Parameters given, String condition) implements Parameters {
    @Override
    public double number(String name, double defaultValue, Range range) {
        return absent(name, defaultValue);
    }

    @Override
    public int integer(String name, int defaultValue, Range range) {
        return absent(name, defaultValue);
    }

    @Override
    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        return absent(name, defaultValue);
    }

    @Override
    public <E extends Enum<E>> Stepwise<E> stepwise(String name, E defaultValue) {
        return Stepwise.always(absent(name, defaultValue));
    }

    @Override
    public boolean flag(String name, boolean defaultValue) {
        return absent(name, defaultValue);
    }

    @Override
    public void refuseGiven(String name, String reason) {
        given.refuseGiven(name, reason);
    }

    private <T> T absent(String name, T defaultValue) {
        given.refuseGiven(name, "goes only with " + condition);
        return defaultValue;
    }
}
