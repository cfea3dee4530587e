package signalbox.retail.seed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.PaymentMethod;
import signalbox.retail.shop.Wallet;

/// Customers who do not exist, each with an address, an e-mail and one to four ways to pay.
final class SampleCustomers {
    private static final List<String> FIRST = List.of(
            "Adaeze", "Bettina", "Caspian", "Dagny", "Elodie", "Florian", "Greta", "Hamza", "Ines", "Jonas", "Keiko",
            "Lorenz", "Marisol", "Nadia", "Oskar", "Petra", "Quentin", "Rosalind", "Soren", "Tamsin", "Ulrike",
            "Viggo", "Wanda", "Xiomara", "Yara", "Zeno");
    private static final List<String> LAST = List.of(
            "Abernathy", "Bexley", "Castellan", "Dunmore", "Eklund", "Fairweather", "Grimaldi", "Holloway", "Ibsen",
            "Jarvela", "Kestrel", "Lockhart", "Merriweather", "Nakagawa", "Ostrander", "Pemberton", "Quimby",
            "Ravensworth", "Silvano", "Thackeray", "Underhill", "Vasquez", "Wexford", "Yarrow", "Zielinski");
    private static final List<String> STREETS = List.of(
            "Harbor Lane", "Juniper Street", "Mill Road", "Orchard Way", "Station Square", "Copper Alley",
            "Lantern Hill", "Willow Court");
    private static final List<String> CITIES = List.of(
            "Portland OR 972", "Boise ID 837", "Tucson AZ 857", "Omaha NE 681", "Madison WI 537", "Savannah GA 314",
            "Buffalo NY 142", "Tulsa OK 741", "Spokane WA 992", "Dayton OH 454");

    private final Random random;
    private final Set<String> taken = new HashSet<>();
    private int methods = 2_000_000;

    SampleCustomers(Random random) {
        this.random = random;
    }

    Customer next() {
        while (true) {
            var first = one(FIRST);
            var last = one(LAST);
            var digits = Integer.toString(1000 + random.nextInt(9000));
            var name = (first + "_" + last).toLowerCase(Locale.ROOT);
            var address = address();
            if (taken.add(name + "_" + digits) && taken.add(name + " " + address.zip())) {
                var email = name.replace('_', '.') + digits + "@example.com";
                return new Customer(name + "_" + digits, first, last, address, email, wallet(), List.of());
            }
        }
    }

    Address address() {
        var city = one(CITIES);
        int zip = city.lastIndexOf(' ');
        int state = city.lastIndexOf(' ', zip - 1);
        return new Address(
                (1 + random.nextInt(998)) + " " + one(STREETS),
                random.nextInt(3) == 0 ? "" : "Suite " + (100 + random.nextInt(900)),
                city.substring(0, state),
                "USA",
                city.substring(state + 1, zip),
                city.substring(zip + 1) + (10 + random.nextInt(90)));
    }

    private Wallet wallet() {
        var wallet = new ArrayList<PaymentMethod>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            wallet.add(method());
        }
        return new Wallet(wallet);
    }

    private PaymentMethod method() {
        methods += 1 + random.nextInt(5000);
        return switch (random.nextInt(3)) {
            case 0 -> new PaymentMethod.CreditCard(
                    "credit_card_" + methods,
                    random.nextBoolean() ? "visa" : "mastercard",
                    Integer.toString(1000 + random.nextInt(9000)));
            case 1 -> new PaymentMethod.GiftCard("gift_card_" + methods, random.nextInt(10_001) / 100.0);
            default -> new PaymentMethod.PayPal("paypal_" + methods);
        };
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
