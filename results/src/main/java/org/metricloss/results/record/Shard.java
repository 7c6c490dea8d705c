package org.metricloss.results.record;

/**
 * A share of a plan that one process of several runs, for example one job of a job array.
 *
 * @param number which share, from 1 to {@code of}
 * @param of how many shares there are, at least 1
 */
public record Shard(int number, int of) {
    private static final int MOST = 100_000;

    /** @throws IllegalArgumentException if a component is not as described */
    public Shard {
        if (of < 1 || of > MOST || number < 1 || number > of) {
            throw new IllegalArgumentException(
                    "a shard must be NUMBER/OF with 1 <= NUMBER <= OF <= %s, such as 3/16, got %s/%s"
                            .formatted(MOST, number, of));
        }
    }

    /**
     * {@return the shard that a text such as {@code 3/16} names}
     *
     * @throws IllegalArgumentException if it names none
     */
    public static Shard parse(String text) {
        if (!text.matches("[0-9]{1,6}/[0-9]{1,6}")) {
            throw new IllegalArgumentException("a shard must be NUMBER/OF, such as 3/16, got '" + text + "'");
        }
        String[] parts = text.split("/");
        return new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /**
     * {@return whether the group at this place belongs to this shard; groups are dealt out in turns}
     *
     * @param place the place of a group of items, from 0
     */
    public boolean has(int place) {
        return place % of == number - 1;
    }

    /** {@return the text that {@link #parse} reads} */
    @Override
    public String toString() {
        return number + "/" + of;
    }
}
