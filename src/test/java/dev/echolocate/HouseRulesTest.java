package dev.echolocate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Imports only go downwards; each foreign world is known in its own rooms only; names are unique, and files are short. */
class HouseRulesTest {
    private static final String BASE = "dev.echolocate.";

    /** From the top floor to the ground; rooms of one floor don't know each other. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("launch", "app"),
            Set.of("embedded"),
            Set.of("tls"),
            Set.of("web.http"),
            Set.of("web"),
            Set.of("echo", "broadcast", "chat", "tracker", "place", "compare", "inspect"),
            Set.of("presence", "qr", "map"),
            Set.of("delivery"),
            Set.of("feed"),
            Set.of("base"));

    /** Lines of a file, by how its name ends. */
    private static final Map<String, Integer> LONGEST = Map.of(".java", 350, ".js", 350, ".css", 500);

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.echolocate");
    }

    @Test
    void everyRoomHasItsFloor() {
        Set<String> rooms = new TreeSet<>();
        house.forEach(c -> rooms.add(c.getPackageName().substring(BASE.length())));
        FLOORS.forEach(rooms::removeAll);
        assertTrue(rooms.isEmpty(), "rooms without a floor: " + rooms);
    }

    @Test
    void importsOnlyGoDownwards() {
        List<String> upwards = new ArrayList<>();
        for (Set<String> floor : FLOORS) {
            for (String room : floor) {
                List<String> forbidden = new ArrayList<>(upwards);
                floor.stream().filter(other -> !other.equals(room)).forEach(forbidden::add);
                mayNotKnow(room, forbidden);
            }
            upwards.addAll(floor);
        }
    }

    /** A name stands for one thing: a stranger who meets it need not ask which. */
    @Test
    void simpleNamesAreUnique() {
        Map<String, Set<String>> byName = new TreeMap<>();
        house.stream()
                .filter(c -> !c.isAnonymousClass() && !c.getSimpleName().equals("package-info"))
                .forEach(c -> byName.computeIfAbsent(c.getSimpleName(), name -> new TreeSet<>())
                        .add(c.getName()));
        byName.values().removeIf(classes -> classes.size() == 1);
        assertTrue(byName.isEmpty(), byName::toString);
    }

    /** One idea a file: a longer one has two. Dictionaries, and what others wrote, are as long as they are. */
    @Test
    void noFileIsLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path root : List.of(Path.of("src"), Path.of("benchmarks", "src"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(HouseRulesTest::isOurCode).toList()) {
                    int lines = Files.readAllLines(file).size();
                    if (lines > LONGEST.get(ending(file))) {
                        tooLong.add(file + ": " + lines);
                    }
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }

    private static boolean isOurCode(Path file) {
        return LONGEST.containsKey(ending(file))
                && !file.getFileName().toString().startsWith("words.")
                && !file.getParent().endsWith("uplot");
    }

    private static String ending(Path file) {
        return file.getFileName().toString().replaceFirst(".*(?=\\.)", "");
    }

    @Test
    void theLauncherSeesNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "launch")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", BASE + "launch", "org.jspecify..")
                .check(house);
    }

    @Test
    void onlyDoorsKnowTheContainer() {
        knownOnlyIn(new String[] {"app", "embedded", "web"}, "jakarta.websocket..");
        knownOnlyIn(new String[] {"app", "embedded", "web", "web.http"}, "jakarta.servlet..");
    }

    @Test
    void onlyEmbeddedKnowsGrizzlyAndTyrus() {
        knownOnlyIn(new String[] {"embedded"}, "org.glassfish..");
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        knownOnlyIn(new String[] {"app"}, "picocli..");
    }

    @Test
    void onlyTheAssemblerKnowsPrometheus() {
        knownOnlyIn(new String[] {"app"}, "io.prometheus..");
    }

    @Test
    void certificatesNeedNothingButTheJdk() {
        needsNothingBut("tls", "java..", "javax..");
    }

    @Test
    void onlyQrKnowsItsLibraryAndNothingElse() {
        knownOnlyIn(new String[] {"qr"}, "io.nayuki..");
        needsNothingBut("qr", "java..", "io.nayuki..");
    }

    @Test
    void theMapNeedsTheBaseAlone() {
        needsNothingBut("map", "java..", BASE + "base", "jakarta.json");
    }

    private static void needsNothingBut(String room, String... world) {
        List<String> allowed = new ArrayList<>(List.of(world));
        allowed.addAll(List.of(BASE + room, "org.jspecify.."));
        noClasses()
                .that()
                .resideInAPackage(BASE + room)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(allowed.toArray(String[]::new))
                .check(house);
    }

    private static void mayNotKnow(String room, List<String> others) {
        if (others.isEmpty()) {
            return;
        }
        noClasses()
                .that()
                .resideInAPackage(BASE + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.stream().map(BASE::concat).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(house);
    }

    private static void knownOnlyIn(String[] rooms, String... world) {
        String[] packages = new String[rooms.length];
        for (int i = 0; i < rooms.length; i++) {
            packages[i] = BASE + rooms[i];
        }
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(world)
                .check(house);
    }
}
