package dev.echolocate.embedded;

import java.util.Arrays;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpBrokenContentException;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.ParsingResult;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Chunked bodies of requests (RFC 9112 7.1), read strictly: a size is hexadecimal digits and nothing else, each line ends in
 * CRLF. Extensions and trailers are ignored, up to a bound (7.1.1, 7.1.2). The chunks of one read are one piece of the body:
 * with a buffer for each, a body of one-byte chunks would cost a hundred times what is counted. Responses are chunked as the
 * library does.
 */
final class Chunks implements TransferEncoding {
    /** Bytes of all extensions and trailers of one body. */
    private static final int MAX_IGNORED = 8 << 10;

    private static final int MAX_DIGITS = 8;
    private static final String STATE = Chunks.class.getName();

    private final TransferEncoding library;

    /** @param library writes, and says when there are chunks */
    Chunks(TransferEncoding library) {
        this.library = library;
    }

    private enum ChunkPart {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_LF,
        LAST_LF,
        END
    }

    /** Where one body has been read to. */
    static final class ChunkProgress {
        private ChunkPart place = ChunkPart.SIZE;
        private long left;
        private int digits;
        private int ignored;

        /** Reads all that is there, up to the end of the body, and gives what is data of it. Fails for what is no chunk. */
        byte[] data(Buffer in) {
            byte[] data = new byte[in.remaining()];
            int length = 0;
            while (in.hasRemaining() && !isWhole()) {
                skip(in);
                if (place == ChunkPart.DATA && in.hasRemaining()) {
                    int size = (int) Math.min(left, in.remaining());
                    in.get(data, length, size);
                    length += size;
                    took(size);
                }
            }
            return Arrays.copyOf(data, length);
        }

        /** Reads up to data or to the end, whichever comes first. Fails for what is no chunk. */
        private void skip(Buffer in) {
            while (in.hasRemaining() && place != ChunkPart.DATA && place != ChunkPart.END) {
                step(in.get());
            }
        }

        private void step(byte b) {
            switch (place) {
                case SIZE -> size(b);
                case EXTENSION -> place = b == '\r' ? ChunkPart.SIZE_LF : ignore(b, ChunkPart.EXTENSION);
                case SIZE_LF -> place = expect('\n', b, left == 0 ? ChunkPart.TRAILER_START : ChunkPart.DATA);
                case DATA_CR -> place = expect('\r', b, ChunkPart.DATA_LF);
                case DATA_LF -> place = expect('\n', b, ChunkPart.SIZE);
                case TRAILER_START -> place = b == '\r' ? ChunkPart.LAST_LF : ignore(b, ChunkPart.TRAILER);
                case TRAILER -> place = b == '\r' ? ChunkPart.TRAILER_LF : ignore(b, ChunkPart.TRAILER);
                case TRAILER_LF -> place = expect('\n', b, ChunkPart.TRAILER_START);
                case LAST_LF -> place = expect('\n', b, ChunkPart.END);
                default -> throw new IllegalStateException(place.name());
            }
        }

        private void size(byte b) {
            int digit = Character.digit((char) (b & 0x7F), 16);
            if (b >= 0 && digit >= 0 && digits < MAX_DIGITS) {
                left = digits == 0 ? digit : left << 4 | digit;
                digits++;
            } else if (digits > 0 && b == '\r') {
                place = ChunkPart.SIZE_LF;
                digits = 0;
            } else if (digits > 0 && (b == ';' || b == ' ' || b == '\t')) {
                // Blanks before the semicolon are bad, and to be read (RFC 9112 7.1.1, BWS).
                place = ignore(b, ChunkPart.EXTENSION);
                digits = 0;
            } else {
                throw new HttpBrokenContentException("a chunk begins with its size in hexadecimal digits");
            }
        }

        private ChunkPart ignore(byte b, ChunkPart to) {
            ignored++;
            if (ignored > MAX_IGNORED || b == '\n') {
                throw new HttpBrokenContentException("a line of a chunk that is too long, or ends in no CRLF");
            }
            return to;
        }

        private static ChunkPart expect(char wanted, byte b, ChunkPart to) {
            if (b != wanted) {
                throw new HttpBrokenContentException("a chunk and its size end in CRLF");
            }
            return to;
        }

        boolean isWhole() {
            return place == ChunkPart.END;
        }

        /** So many bytes of data went by. */
        private void took(int bytes) {
            left -= bytes;
            if (left == 0) {
                place = ChunkPart.DATA_CR;
            }
        }
    }

    @Override
    public boolean wantDecode(HttpHeader header) {
        return library.wantDecode(header);
    }

    @Override
    public boolean wantEncode(HttpHeader header) {
        return library.wantEncode(header);
    }

    @Override
    public void prepareSerialize(FilterChainContext ctx, HttpHeader header, HttpContent content) {
        library.prepareSerialize(ctx, header, content);
    }

    @Override
    public Buffer serializePacket(FilterChainContext ctx, HttpContent content) {
        return library.serializePacket(ctx, content);
    }

    @Override
    public ParsingResult parsePacket(FilterChainContext ctx, HttpHeader header, Buffer in) {
        ChunkProgress reading = readingOf(header);
        byte[] data = reading.data(in);
        if (data.length == 0 && !reading.isWhole()) {
            return ParsingResult.create(null, null);
        }
        HttpContent content = HttpContent.builder(header)
                .content(Buffers.wrap(ctx.getMemoryManager(), data))
                .last(reading.isWhole())
                .build();
        return ParsingResult.create(content, reading.isWhole() ? rest(in) : null);
    }

    private static Buffer rest(Buffer in) {
        return in.hasRemaining() ? in.split(in.position()) : Buffers.EMPTY_BUFFER;
    }

    private static ChunkProgress readingOf(HttpHeader header) {
        if (header.getAttributes().getAttribute(STATE) instanceof ChunkProgress before) {
            return before;
        }
        ChunkProgress reading = new ChunkProgress();
        header.getAttributes().setAttribute(STATE, reading);
        return reading;
    }
}
