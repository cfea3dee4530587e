package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesakesTest {
    private static final NotYet NOT_YET = NotYet.of();

    @Test
    void noTwoTypesOfAModuleShareASimpleName() {
        NOT_YET.check(Namesakes.of(Imported.MAIN));
    }

    @Test
    void plantedNamesakesAreFoundAndCasesOfSealedTypesAreNone() {
        assertThat(Namesakes.of(Imported.planted("namesake"))).containsExactly(
                "app: one.Ticket, two.Ticket",
                "app: one.Ticket.Line, two.Ticket.Line");
    }
}
