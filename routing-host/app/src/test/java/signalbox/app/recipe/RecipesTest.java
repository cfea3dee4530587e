package signalbox.app.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.policy.Rulebook;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.testing.Checkout;

/// Every recipe of `docs/recipes` is read with the tools that ship, as `./signalbox check` reads a file: it must be without
/// an error and a warning, and what it tests must hold. What a page shows is the file.
class RecipesTest {
    private static final Path RECIPES = Checkout.root().resolve("docs/recipes");
    private static final Path TOOLS = Checkout.root().resolve("tool-descriptors");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeIsSoundAndItsTestsHold(Path recipe) throws IOException {
        var tools = kind(recipe).equals("releases") ? toolsWith(recipe) : TOOLS;

        var read = Rulebook.read(tools, policiesWith(recipe));

        // Whether a provider has its key is a matter of the environment.
        assertThat(Problem.rendered(read.found().stream().filter(problem -> !problem.message().contains("_API_KEY")).toList()))
                .isEmpty();
        assertThat(read).isInstanceOf(Checked.Sound.class);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aPageShowsTheRecipeAsItIs(Path recipe) throws IOException {
        var page = Files.readString(Checkout.root().resolve("docs").resolve(kind(recipe).equals("models") ? "routing.md" : kind(recipe) + ".md"));

        assertThat(page).contains("```yaml\n" + Files.readString(recipe) + "```\n");
    }

    @Test
    void thereAreRecipesOfEachKindAndAllButModelsTestThemselves() throws IOException {
        assertThat(recipes()).hasSizeGreaterThan(15);
        for (var recipe : recipes()) {
            if (List.of("permissions", "routing").contains(kind(recipe))) {
                assertThat(Files.readString(recipe)).contains("\ntests:\n");
            }
        }
    }

    static List<Path> recipes() throws IOException {
        try (var files = Files.walk(RECIPES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static String kind(Path recipe) {
        return recipe.getName(recipe.getNameCount() - 2).toString();
    }

    /// The recipe in its place, and beside it a file that goes with it.
    private Path policiesWith(Path recipe) throws IOException {
        var policies = Files.createDirectories(folder.resolve("policies"));
        Files.copy(RECIPES.resolve("permissions/two-majors.yaml"), policies.resolve("permissions.yaml"));
        Files.copy(RECIPES.resolve("models/four-providers.yaml"), policies.resolve("models.yaml"));
        Files.copy(RECIPES.resolve("routing/personal-data-stays-home.yaml"), policies.resolve("routing.yaml"));
        if (!kind(recipe).equals("releases")) {
            Files.writeString(policies.resolve(kind(recipe) + ".yaml"), Files.readString(recipe));
        }
        return policies;
    }

    /// The tools that ship, whose release of one of them is that of the recipe.
    private Path toolsWith(Path recipe) throws IOException {
        var tools = folder.resolve("tool-descriptors");
        try (Stream<Path> files = Files.walk(TOOLS)) {
            for (var file : files.filter(each -> !TOOLS.relativize(each).toString().matches("(src|target)(/.*)?")).toList()) {
                Files.copy(file, tools.resolve(TOOLS.relativize(file)));
            }
        }
        var entry = Files.readString(recipe);
        var tool = entry.lines().filter(line -> line.matches("\\w+\\.\\w+:")).findFirst().orElseThrow();
        var releases = Files.readString(TOOLS.resolve("releases.yaml"));
        assertThat(releases).contains("\n" + tool);
        Files.writeString(tools.resolve("releases.yaml"), releases.replaceFirst("(?m)^" + tool + "\n( .*\n)*", "") + entry);
        return tools;
    }
}
