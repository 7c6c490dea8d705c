package org.metricloss.core.plugin;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The plug-ins of one kind, by id.
 *
 * @param <P> the kind
 */
public final class Registry<P extends Plugin> {
    private final String kind;
    private final Map<String, P> byId;

    private Registry(String kind, Map<String, P> byId) {
        this.kind = kind;
        this.byId = byId;
    }

    /**
     * Finds all plug-ins of a kind with {@link ServiceLoader}, on the class loader of the kind.
     *
     * @param type the service
     * @param kind the word for it in messages, such as "loss"
     * @param <P> the kind
     * @return the plug-ins
     * @throws IllegalStateException if two have the same id
     */
    public static <P extends Plugin> Registry<P> load(Class<P> type, String kind) {
        return of(kind, ServiceLoader.load(type, type.getClassLoader()));
    }

    /**
     * {@return a registry of exactly these}
     *
     * @param kind the word for them in messages
     * @param plugins the plug-ins
     * @param <P> the kind
     * @throws IllegalStateException if two have the same id
     */
    public static <P extends Plugin> Registry<P> of(String kind, Iterable<? extends P> plugins) {
        Map<String, P> byId = new TreeMap<>();
        for (P plugin : plugins) {
            P other = byId.putIfAbsent(plugin.id(), plugin);
            if (other != null) {
                throw new IllegalStateException("two plug-ins call themselves %s '%s': %s and %s"
                        .formatted(
                                kind,
                                plugin.id(),
                                other.getClass().getName(),
                                plugin.getClass().getName()));
            }
        }
        return new Registry<>(kind, Collections.unmodifiableMap(byId));
    }

    /**
     * {@return the plug-in}
     *
     * @param id the plug-in's name
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public P get(String id) {
        P plugin = byId.get(id);
        if (plugin == null) {
            throw new IllegalArgumentException(
                    "no %s '%s'; available: %s".formatted(kind, id, String.join(", ", byId.keySet())));
        }
        return plugin;
    }

    /** {@return all of them, ordered by id} */
    public Collection<P> all() {
        return byId.values();
    }
}
