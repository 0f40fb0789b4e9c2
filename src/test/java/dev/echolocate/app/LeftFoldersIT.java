package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was killed, or that its watch has ended, leaves in the temporary folder: the next one sweeps it. */
@Timeout(60)
class LeftFoldersIT {
    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Process running() throws IOException {
        Process process = WarIT.builder(temp, "--port", "0").start();
        started.add(process);
        assertTrue(String.valueOf(process.inputReader().readLine()).contains("http://"));
        return process;
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(temp)) {
            return all.sorted().toList();
        }
    }

    /** As a dead process leaves it. */
    private Path dead(String name) throws IOException {
        Path folder = Files.createDirectory(temp.resolve(name));
        Files.createFile(folder.resolve("lock"));
        return folder;
    }

    @Test
    void theFolderOfADeadProcessIsSweptAndThatOfALivingOneIsNot() throws Exception {
        Process killed = running();
        List<Path> before = folders();
        killed.destroyForcibly().waitFor();
        assertEquals(1, before.size(), before::toString);
        assertEquals(before, folders());
        running();
        List<Path> living = folders();
        assertEquals(1, living.size(), living::toString);
        assertTrue(!living.equals(before), living::toString);
        Process another = running();
        assertEquals(2, folders().size());
        // Process.destroy would close our ends of its streams.
        another.toHandle().destroy();
        another.waitFor();
        assertEquals(living, folders());
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws Exception {
        Path elsewhere = dead("elsewhere");
        Path named = dead("echolocate-1-of-another-program");
        Path link = Files.createSymbolicLink(temp.resolve("echolocate-1"), elsewhere);
        Path unlocked = Files.createDirectory(temp.resolve("echolocate-2"));
        Path linked = Files.createDirectory(temp.resolve("echolocate-3"));
        Files.createSymbolicLink(linked.resolve("lock"), elsewhere.resolve("lock"));
        Path ours = dead("echolocate-4");
        Files.createSymbolicLink(Files.createDirectory(ours.resolve("war")).resolve("link"), elsewhere);
        running();
        List<Path> left = folders();
        assertEquals(6, left.size(), "five, and its own: " + left);
        assertTrue(left.containsAll(List.of(elsewhere, named, link, unlocked, linked)), left::toString);
        assertTrue(Files.exists(elsewhere.resolve("lock")), "a link was followed");
    }
}
