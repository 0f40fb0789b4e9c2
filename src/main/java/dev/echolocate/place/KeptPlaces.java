package dev.echolocate.place;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Boards that have a meeting point: held for as long as they do, whether anybody is in the room or not, and counted to the address
 * that set it there first. Thread-safe.
 */
final class KeptPlaces {
    private final Budget budget;
    private final Map<String, HeldPlace> byBoard = new HashMap<>();

    private static final class HeldPlace {
        final Handle<Board> board;
        final Address from;

        /** How many are setting it now. */
        int writing;

        HeldPlace(Handle<Board> board, Address from) {
            this.board = board;
            this.from = from;
        }

        boolean isOver() {
            Entry entry = board.feed().get(Places.KEY);
            return writing == 0 && (entry == null || entry.gone());
        }
    }

    KeptPlaces(Budget budget) {
        this.budget = budget;
    }

    /** Somebody is about to set it; after YES, {@link #written} must follow. */
    synchronized Taken writing(Handle<Board> board, Address from) {
        String name = board.feed().name();
        HeldPlace kept = byBoard.get(name);
        if (kept == null) {
            Taken taken = budget.tryTake(from, 1);
            if (taken != Taken.YES) {
                return taken;
            }
            kept = new HeldPlace(board.again(), from);
            byBoard.put(name, kept);
        }
        kept.writing++;
        return Taken.YES;
    }

    /** It is known what became of that. */
    synchronized void written(Board board) {
        HeldPlace kept = byBoard.get(board.name());
        if (kept != null) {
            kept.writing--;
        }
        look(board);
    }

    /** Lets go of a Board where it has no meeting point any more. */
    synchronized void look(Board board) {
        byBoard.computeIfPresent(board.name(), (name, kept) -> still(kept));
    }

    /** Lets go of all those. */
    synchronized void sweep() {
        byBoard.values().removeIf(kept -> still(kept) == null);
    }

    private @Nullable HeldPlace still(HeldPlace kept) {
        if (!kept.isOver()) {
            return kept;
        }
        budget.give(kept.from, 1);
        kept.board.close();
        return null;
    }
}
