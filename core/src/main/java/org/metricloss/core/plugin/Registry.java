package org.metricloss.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.metricloss.base.Causes;

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
     * @throws PluginException if two have the same id, or a file in META-INF/services names a class that cannot be used
     */
    public static <P extends Plugin> Registry<P> load(Class<P> type, String kind) {
        return load(type, kind, type.getClassLoader());
    }

    static <P extends Plugin> Registry<P> load(Class<P> type, String kind, ClassLoader loader) {
        try {
            return of(kind, ServiceLoader.load(type, loader));
        } catch (ServiceConfigurationError unusable) {
            throw new PluginException(
                    "%s; each line of META-INF/services/%s must name a public class on the class path that implements it and"
                                    .formatted(unusable.getMessage(), type.getName())
                            + " has a public constructor without parameters; the files are "
                            + files(type, loader),
                    unusable);
        }
    }

    /** {@return the locations of the files that name plug-ins of a kind} */
    private static String files(Class<?> type, ClassLoader loader) {
        try {
            return Collections.list(loader.getResources("META-INF/services/" + type.getName())).stream()
                    .map(URL::toString)
                    .collect(Collectors.joining(", "));
        } catch (IOException unreadable) {
            return "unreadable: " + Causes.inWords(unreadable);
        }
    }

    /**
     * {@return a registry of exactly these}
     *
     * @param kind the word for them in messages
     * @param plugins the plug-ins
     * @param <P> the kind
     * @throws PluginException if two have the same id
     */
    public static <P extends Plugin> Registry<P> of(String kind, Iterable<? extends P> plugins) {
        Map<String, P> byId = new TreeMap<>();
        for (P plugin : plugins) {
            P other = byId.putIfAbsent(plugin.id(), plugin);
            if (other != null) {
                throw new PluginException("%s '%s' is provided by two plug-ins: %s and %s"
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
