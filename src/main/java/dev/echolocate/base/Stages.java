package dev.echolocate.base;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What {@link CompletionStage}s fail with. Pure. */
public final class Stages {
    private Stages() {}

    /** Why a stage has failed: what was thrown, and not the wrapping that a stage behind it gets. */
    public static Throwable why(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
