package org.metricloss.formats;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares which layouts of a record can be read. The record's field {@code format} holds the number of its layout. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Layout {
    /** {@return the layout that is written} */
    int newest();

    /** {@return the oldest layout that is read; optional components that it lacks are empty} */
    int oldest();
}
