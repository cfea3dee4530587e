package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CyclesTest {
    @Test
    void noPackagesDependOnEachOther() {
        assertThat(Cycles.of(Imported.MAIN)).isEmpty();
    }

    @Test
    void aPlantedCycleIsFound() {
        assertThat(Cycles.of(Imported.planted("cycle"))).containsExactly(
                "signalbox.architecture.planted.cycle.one <-> signalbox.architecture.planted.cycle.two");
        assertThat(Cycles.of(Imported.planted("broad"))).isEmpty();
    }
}
