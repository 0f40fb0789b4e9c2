package dev.echolocate.embedded;

public final class Watch {}
