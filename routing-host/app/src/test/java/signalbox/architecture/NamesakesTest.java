package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesakesTest {

    @Test
    void noTwoTypesOfAModuleShareASimpleName() {
        assertThat(Namesakes.of(Imported.MAIN)).isEmpty();
    }

    @Test
    void plantedNamesakesAreFoundAndCasesOfSealedTypesAreNone() {
        assertThat(Namesakes.of(Imported.planted("namesake"))).containsExactly(
                "app: one.Ticket, two.Ticket",
                "app: one.Ticket.Line, two.Ticket.Line");
    }
}
