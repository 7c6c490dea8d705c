package org.metricloss.experiments.cli;

/** The command line. */
public final class Main {
    private Main() {}

    /** @param args the command and its arguments */
    public static void main(String[] args) {
        System.out.println("hello " + args.length);
    }
}
