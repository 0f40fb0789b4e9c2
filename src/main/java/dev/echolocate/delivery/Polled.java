package dev.echolocate.delivery;

import java.util.List;

/** What polls are answered in: {@code feed.v1}, where each answer is a first frame, and none beats. */
final class Polled implements Dialect {
    private final Dialect json;
    private final String intro;
    private final Dialect shared;

    /** @param intro what each says, as {@code "name":value} */
    Polled(String intro) {
        this.json = FeedV1.DIALECT;
        this.intro = intro;
        this.shared = this;
    }

    private Polled(Dialect json, Polled shared) {
        this.json = json;
        this.intro = shared.intro;
        this.shared = shared;
    }

    /** The same with what {@code json}, a {@code feed.v1}, makes of each batch. */
    Dialect of(Dialect json) {
        return json == this.json ? this : new Polled(json, this);
    }

    @Override
    public Dialect shared() {
        return shared;
    }

    @Override
    public int snapshotEntries() {
        return json.snapshotEntries();
    }

    @Override
    public boolean saysWhatIsMissing() {
        return json.saysWhatIsMissing();
    }

    @Override
    public List<Frame> encode(List<Part> parts, FrameHead head) {
        return json.encode(parts, new FrameHead(head.cursor(), head.nowMillis(), head.reset(), intro));
    }
}
