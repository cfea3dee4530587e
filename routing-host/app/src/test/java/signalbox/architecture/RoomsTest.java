package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomsTest {
    @Test
    void everyRoomImportsOnlyToItsLeft() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("signalbox");

        var violations = new Rooms("signalbox").violations(classes);

        assertThat(classes.size()).isGreaterThan(100);
        assertThat(violations).isEmpty();
    }

    @Test
    void plantedViolationsAreFound() {
        var classes = new ClassFileImporter().importPackages("signalbox.architecture.planted");

        var violations = new Rooms("signalbox.architecture.planted").violations(classes);

        assertThat(List.of("TurnThatKnowsTheApi", "HostThatKnowsAServer", "ServerThatKnowsTheHost", "PolicyWithSpring", "ClientThatKnowsTheHost",
                        "HostThatKnowsTheSdk", "TokenOfAServlet", "EndpointOfAServlet", "DeskThatKnowsAWire", "ModernThatKnowsLegacy",
                        "HttpThatKnowsOAuth"))
                .allSatisfy(name -> assertThat(violations).anySatisfy(line -> assertThat(line).contains(name)));
    }
}
