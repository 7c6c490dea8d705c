package org.metricloss.results;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records like others but for some components: a test names what it is about and nothing else. */
public final class Variant {
    private Variant() {}

    /**
     * {@return the record with these values}
     *
     * @param record a public record
     * @param namesAndValues the components that differ, names and values by turns
     * @throws IllegalArgumentException if it has no component that is called so, or refuses a value
     */
    @SuppressWarnings("unchecked") // A record's class constructs that record.
    public static <R extends Record> R of(R record, Object... namesAndValues) {
        Map<String, Object> changed = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            changed.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                String name = components[i].getName();
                types[i] = components[i].getType();
                values[i] = changed.containsKey(name)
                        ? changed.remove(name)
                        : components[i].getAccessor().invoke(record);
            }
            if (!changed.isEmpty()) {
                throw new IllegalArgumentException(record.getClass().getSimpleName() + " has no " + changed.keySet());
            }
            return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException why) {
                throw why;
            }
            throw new AssertionError(refused.getCause());
        } catch (ReflectiveOperationException inaccessible) {
            throw new AssertionError(inaccessible);
        }
    }
}
