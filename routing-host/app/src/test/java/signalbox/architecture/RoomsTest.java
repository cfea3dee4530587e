package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomsTest {
    private static final List<String> PLANTED =
            new Rooms("signalbox.architecture.planted").violations(Imported.planted(""));

    @Test
    void everyRoomImportsOnlyToItsLeft() {
        var violations = new Rooms("signalbox").violations(Imported.MAIN);

        assertThat(Imported.MAIN.size()).isGreaterThan(100);
        assertThat(violations).isEmpty();
    }

    @Test
    void everyPackageIsOnAFloor() {
        assertThat(new Rooms("signalbox").unplaced(Imported.MAIN)).isEmpty();
        assertThat(new Rooms("signalbox.architecture.planted").unplaced(Imported.planted("")))
                .containsExactly("broad", "cycle", "namesake", "pattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "TurnThatKnowsTheApi", "HostThatKnowsAServer", "ServerThatKnowsTheHost", "PolicyWithSpring",
        "ClientThatKnowsTheHost", "HostThatKnowsTheSdk", "TokenOfAServlet", "EndpointOfAServlet",
        "FeatureThatKnowsTheProtocol",
        "ModernThatKnowsLegacy",
    })
    void aPlantedViolationIsFound(String name) {
        assertThat(PLANTED).anySatisfy(line -> assertThat(line).contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HttpThatKnowsOAuth", "JsonThatKnowsAFile", "DescriptorThatKnowsAPolicy", "PolicyThatKnowsWhoCalls",
        "IdentityThatKnowsAServer", "ServerThatKnowsItsTools", "ShopThatKnowsTheLauncher",
    })
    void aPlantedArrowThatPointsUpIsFound(String name) {
        assertThat(PLANTED).anySatisfy(line -> assertThat(line).contains(name));
    }
}
