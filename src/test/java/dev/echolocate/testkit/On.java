package dev.echolocate.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a class of tests runs, or one of its methods that runs in fewer places. A class without it runs where {@link Where#OWN} does. */
@Inherited
@ExtendWith(Servers.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface On {
    Where[] value();
}
