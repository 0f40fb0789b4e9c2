package dev.echolocate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bars for medians, with a line from the least to the most; ours in another colour. It has a background of its own: pages have either. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int LEFT = 100;
    private static final int RIGHT = 80;
    private static final int STEP = 22;
    private static final int HEAD = 34;
    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, sans-serif; fill: #1f2328 }
            .title, .group { font-weight: 600 }
            .back { fill: #ffffff } .bar { fill: #8c959f } .ours { fill: #0969da }
            .range { stroke: #1f2328; stroke-width: 1.5; fill: none }
            @media (prefers-color-scheme: dark) {
            .back { fill: #0d1117 } text { fill: #f0f6fc } .bar { fill: #656c76 } .ours { fill: #4493f8 } .range { stroke: #f0f6fc }
            }
            </style>
            """;

    private record Bar(String group, String label, boolean ours, Summary figure) {}

    private final String title;
    private final int digits;
    private final List<Bar> bars = new ArrayList<>();

    Chart(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    /** Bars of one group follow each other. What was not measured has none. */
    void bar(String group, String label, boolean ours, Summary figure) {
        if (figure.isThere()) {
            bars.add(new Bar(group, label, ours, figure));
        }
    }

    String svg() {
        double most =
                bars.stream().mapToDouble(bar -> bar.figure().most()).max().orElse(1);
        double scale = (WIDTH - LEFT - RIGHT) / Math.max(most, 1e-9);
        StringBuilder drawn = new StringBuilder(text(8, 18, "title", "start", title));
        int y = HEAD;
        String group = "";
        for (Bar bar : bars) {
            if (!bar.group().equals(group)) {
                group = bar.group();
                drawn.append(text(8, y + 15, "group", "start", group));
                y += STEP;
            }
            drawn.append(draw(bar, y, scale));
            y += STEP;
        }
        return String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %1$d %2$d\" role=\"img\">%n"
                        + "<title>%s</title>%n%s<rect class=\"back\" width=\"100%%\" height=\"100%%\"/>%n%s</svg>%n",
                WIDTH, y + 4, escaped(title), STYLE, drawn);
    }

    private String draw(Bar bar, int y, double scale) {
        Summary figure = bar.figure();
        double length = Math.max(0, figure.median()) * scale;
        double least = LEFT + Math.max(0, figure.least()) * scale;
        double most = LEFT + Math.max(0, figure.most()) * scale;
        return text(LEFT - 8, y + 15, "label", "end", bar.label())
                + String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\"/>%n",
                        bar.ours() ? "ours" : "bar",
                        LEFT,
                        y + 2,
                        length)
                + String.format(
                        Locale.ROOT,
                        "<path class=\"range\" d=\"M%.1f %d v8 m0 -4 H%.1f m0 -4 v8\"/>%n",
                        least,
                        y + 6,
                        most)
                + text((int) Math.max(most, LEFT + length) + 6, y + 15, "figure", "start", figure.text(digits, false));
    }

    private static String text(int x, int y, String kind, String anchor, String text) {
        return String.format(
                "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                kind, x, y, anchor, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
