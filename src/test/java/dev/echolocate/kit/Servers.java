package dev.echolocate.kit;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * The servers that this JVM is for. A test that runs {@link On} none of them is none here: the launcher finds this filter by
 * itself. A contract runs once on each, and gets it as a parameter of type {@link Where}.
 */
public final class Servers implements PostDiscoveryFilter, ClassTemplateInvocationContextProvider {
    private static final List<Where> OWN = List.of(Where.OWN);

    @Override
    public FilterResult apply(TestDescriptor test) {
        List<Where> places = test.getSource().flatMap(Servers::places).orElse(null);
        return FilterResult.includedIf(places == null || places.stream().anyMatch(Where.here()::contains));
    }

    private static Optional<List<Where>> places(TestSource source) {
        if (source instanceof MethodSource method) {
            return on(method.getJavaMethod());
        }
        return source instanceof ClassSource type
                ? Optional.of(on(type.getJavaClass()).orElse(OWN))
                : Optional.empty();
    }

    private static Optional<List<Where>> on(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, On.class)
                .map(On::value)
                .map(List::of);
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        return on(context.getRequiredTestClass()).orElse(OWN).stream()
                .filter(Where.here()::contains)
                .map(Run::new);
    }

    private record Run(Where where) implements ClassTemplateInvocationContext, ParameterResolver {
        @Override
        public String getDisplayName(int index) {
            return where.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Where.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return where;
        }
    }
}
