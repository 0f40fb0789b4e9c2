package dev.echolocate.web;

/** All that an endpoint needs, built once by the assembler. */
public final class Doors {
    private final Gate gate;

    public Doors(Gate gate) {
        this.gate = gate;
    }

    public Gate gate() {
        return gate;
    }
}
