package dev.echolocate.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET api/map}: which tiles the tracker's map shows, if any. */
public final class MapServlet extends HttpServlet {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/map";

    private final transient MapTiles tiles;

    public MapServlet(MapTiles tiles) {
        this.tiles = tiles;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        response.getWriter().write(tiles.json());
    }
}
