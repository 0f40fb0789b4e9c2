package dev.echolocate.app;

import dev.echolocate.base.Source;
import dev.echolocate.web.FrontFilter;
import dev.echolocate.web.HandshakeListener;
import dev.echolocate.web.http.Bodies;
import dev.echolocate.web.http.ContextFiles;
import dev.echolocate.web.http.Exchange;
import dev.echolocate.web.http.ExchangeServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registers the application in whatever container the WAR is put into; the endpoints are found by their annotations. */
@WebListener
public final class WebApp implements ServletContextListener {
    private @Nullable App app;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        App app = new App(Keys.read(
                Source.systemProperties(System::getProperty),
                Source.environment(System::getenv),
                Source.contextParameters(context::getInitParameter)));
        begun(app);
        context.addListener(new HandshakeListener(app.services()));
        Map<String, Exchange.Handler> exchanges = app.exchanges(null, false, new ContextFiles(context));
        Set<String> open = exchanges.entrySet().stream()
                .filter(exchange -> exchange.getValue().answersAnybody())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        var filter = context.addFilter(
                "front",
                new FrontFilter(app.services().admission(), app.headers(), exchanges.keySet(), open, this::close));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), false, "/*");
        Bodies bodies = app.bodies();
        exchanges.forEach((pattern, handler) -> register(
                context, pattern, new ExchangeServlet(handler, app.services().admission(), bodies)));
        app.services().admission().readiness().ready();
    }

    private synchronized void begun(App begun) {
        app = begun;
    }

    private static void register(ServletContext context, String pattern, Servlet servlet) {
        var registered = context.addServlet(pattern, servlet);
        registered.setAsyncSupported(true);
        registered.addMapping(pattern);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        close();
    }

    /** Once, whoever is told first that it ends: the filter is, where a container began it. */
    private synchronized void close() {
        if (app != null) {
            app.close();
            app = null;
        }
    }
}
