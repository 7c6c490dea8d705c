package org.metricloss.results.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The layouts of a record that are read, by the number in its field {@code format}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Layout {
    /** {@return the layout that is written} */
    int newest();

    /** {@return the oldest layout that is read; optional components that it lacks are empty} */
    int oldest();
}
