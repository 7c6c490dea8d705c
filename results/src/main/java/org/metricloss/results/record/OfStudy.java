package org.metricloss.results.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the study whose runs hold a class of {@link ItemRecord}s. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OfStudy {
    /** {@return the study's id, as in {@link Manifest#study()}} */
    String value();
}
