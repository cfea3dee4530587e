package signalbox.policy.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void aMillionTokensCostTheListPrice() {
        var price = Price.perMillion("0.25", "2.0");

        var cost = Cost.of(new Usage(1_000_000, 0, 0, 1_000_000), price);

        assertThat(cost).hasToString("2.25");
    }

    @Test
    void aPriceBelowANanoDollarPerTokenIsExact() {
        var price = Price.perMillion("0.0375", "0.000001");

        assertThat(Cost.of(new Usage(2, 0, 0, 0), price).nano()).isEqualTo(75);
        assertThat(Cost.of(new Usage(0, 0, 0, 1_000), price).nano()).isEqualTo(1);
        assertThat(Cost.of(new Usage(1_000_000, 0, 0, 0), price)).hasToString("0.0375");
    }

    @Test
    void anAnswerIsRoundedOnceAndHalfUp() {
        var price = Price.perMillion("0.0375", "0.0375");

        assertThat(Cost.of(new Usage(1, 0, 0, 0), price).nano()).isEqualTo(38);
        assertThat(Cost.of(new Usage(1, 0, 0, 1), price).nano()).isEqualTo(75);
        assertThat(Cost.of(new Usage(1, 0, 0, 0), Price.perMillion("0.000499", "0")).nano()).isZero();
        assertThat(Cost.of(new Usage(1, 0, 0, 0), Price.perMillion("0.0005", "0")).nano()).isEqualTo(1);
    }

    @Test
    void cachedTokensPayTheirOwnPrices() {
        var price = new Price(3_000_000, 15_000_000, 300_000, 3_750_000, 100);

        var cost = Cost.of(new Usage(10_000, 8_000, 1_000, 100), price);

        assertThat(cost.nano()).isEqualTo(1_000 * 3_000 + 8_000 * 300 + 1_000 * 3_750 + 100 * 15_000);
    }

    @Test
    void aBatchCostsItsShareOfTheListPrice() {
        var price = new Price(250_000, 2_000_000, 25_000, 250_000, 50);

        assertThat(Cost.ofBatch(new Usage(1_000, 0, 0, 100), price).nano()).isEqualTo(225_000);
        assertThat(Cost.ofBatch(new Usage(1, 0, 0, 0), Price.perMillion("0.25", "2")).nano()).isEqualTo(250);
    }

    @Test
    void aReservationCoversWhateverTheCacheDoes() {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var price = new Price(random.nextLong(5_000_000), random.nextLong(9_000_000), random.nextLong(5_000_000), random.nextLong(9_000_000), 50);
            long input = random.nextLong(200_000);
            long output = random.nextLong(30_000);
            long read = random.nextLong(input + 1);
            long written = random.nextLong(input - read + 1);

            var reserved = Cost.atMost(input, output, price);
            var spent = Cost.of(new Usage(input, read, written, random.nextLong(output + 1)), price);

            assertThat(spent).describedAs("seed 7, turn %d", i).isLessThanOrEqualTo(reserved);
        }
    }

    @Test
    void theEngineAgreesWithArithmeticOfAnySize() {
        var random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            var price = new Price(random.nextLong(1_000_000_000), random.nextLong(1_000_000_000), random.nextLong(1_000_000_000), random.nextLong(1_000_000_000), random.nextInt(101));
            var usage = new Usage(3_000 + random.nextLong(500_000), random.nextLong(1_500), random.nextLong(1_500), random.nextLong(100_000));

            assertThat(Cost.of(usage, price).nano()).describedAs("seed 11, turn %d", i).isEqualTo(reference(usage, price, 100));
            assertThat(Cost.ofBatch(usage, price).nano())
                    .describedAs("seed 11, turn %d", i)
                    .isEqualTo(reference(usage, price, price.batchPercent()));
        }
    }

    private static long reference(Usage usage, Price price, int percent) {
        var pico = BigInteger.valueOf(usage.input() - usage.cacheRead() - usage.cacheWrite())
                .multiply(BigInteger.valueOf(price.input()))
                .add(BigInteger.valueOf(usage.cacheRead()).multiply(BigInteger.valueOf(price.cacheRead())))
                .add(BigInteger.valueOf(usage.cacheWrite()).multiply(BigInteger.valueOf(price.cacheWrite())))
                .add(BigInteger.valueOf(usage.output()).multiply(BigInteger.valueOf(price.output())));
        return new BigDecimal(pico.multiply(BigInteger.valueOf(percent)))
                .divide(new BigDecimal(100_000), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    @Test
    void whatDoesNotFitIsAnError() {
        var price = Price.perMillion("10000", "10000");

        assertThatThrownBy(() -> Cost.of(new Usage(Long.MAX_VALUE, 0, 0, 0), price))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Cost(Long.MAX_VALUE).plus(new Cost(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Usage(1, 0, 0, Long.MAX_VALUE).plus(new Usage(0, 0, 0, 1)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void cachedTokensBeyondTheInputAreNoUsage() {
        assertThatThrownBy(() -> new Usage(10, Long.MAX_VALUE, Long.MAX_VALUE, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Usage(10, 6, 5, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPriceOutOfRangeIsNoPrice() {
        assertThatThrownBy(() -> Price.perMillion("-0.1", "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Price.perMillion("10000.000001", "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Price.perMillion("0.0000001", "0")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void dollarsArePrintedWithoutLoss() {
        assertThat(new Cost(500_000_000)).hasToString("0.50");
        assertThat(new Cost(12_300_000)).hasToString("0.0123");
        assertThat(new Cost(1)).hasToString("0.000000001");
        assertThat(Cost.ZERO).hasToString("0.00");
        assertThat(new Cost(40_000_000_000L)).hasToString("40.00");
        assertThat(new Cost(-5_000_000)).hasToString("-0.005");
    }

    @Test
    void whatIsPrintedIsReadAgain() {
        var random = new Random(13);
        for (int i = 0; i < 5_000; i++) {
            var cost = new Cost(random.nextLong() >> random.nextInt(64));

            assertThat(Cost.parse(cost.toString())).describedAs("seed 13, turn %d", i).isEqualTo(cost);
        }
    }

    @Test
    void whatIsNoAmountIsRefused() {
        for (var text : new String[] {"", "1e3", "+1", ".5", "1.", "0.0000000001", "1,000", "99999999999", " 1", "NaN"}) {
            assertThatThrownBy(() -> Cost.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + text + "' is not an amount of USD");
        }
        assertThatThrownBy(() -> Cost.parse("9999999999")).isInstanceOf(ArithmeticException.class);
    }
}
