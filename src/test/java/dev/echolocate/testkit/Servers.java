package dev.echolocate.testkit;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * The servers that this JVM is for. A test that runs {@link On} none of them is none here: the launcher finds this filter by
 * itself. One that does is told which, by a parameter of type {@link Where}.
 */
public final class Servers implements PostDiscoveryFilter, ParameterResolver {
    private static final List<Where> OWN = List.of(Where.OWN);

    /** The launcher asks for each method; a class of which nothing is left goes by itself. */
    @Override
    public FilterResult apply(TestDescriptor test) {
        boolean elsewhere = test.getSource().orElse(null) instanceof MethodSource method && !runsHere(method);
        return FilterResult.includedIf(!elsewhere);
    }

    private static boolean runsHere(MethodSource method) {
        List<Where> places = here(method.getJavaClass());
        return places.stream().anyMatch(on(method.getJavaMethod()).orElse(places)::contains);
    }

    private static Optional<List<Where>> on(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, On.class)
                .map(On::value)
                .map(List::of);
    }

    private static List<Where> here(Class<?> type) {
        return on(type).orElse(OWN).stream().filter(Where.here()::contains).toList();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Where.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return here(context.getRequiredTestClass()).get(0);
    }
}
