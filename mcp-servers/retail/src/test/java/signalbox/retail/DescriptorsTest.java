package signalbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;
import signalbox.kit.tool.ToolOutcome;
import signalbox.release.RunTarget;
import signalbox.release.ToolCatalogue;
import signalbox.release.ToolsDirectory;
import signalbox.source.JsonSchema;
import signalbox.source.Problem;
import signalbox.source.Violation;
import tools.jackson.databind.node.ObjectNode;

/// The shipped descriptors, and that the tools keep what they promise.
class DescriptorsTest {
    private static final ToolCatalogue CATALOGUE = catalogue();

    @Test
    void everyServedVersionHasItsWorkAndNoWorkIsIdle() {
        var served = new TreeSet<String>();
        CATALOGUE.releases().forEach((tool, release) -> {
            if (tool.server().equals(Retail.NAME)) {
                release.serve().values().forEach(run -> {
                    switch (run) {
                        case RunTarget.Java(var name) -> served.add(name);
                        case RunTarget.Upstream _ -> throw new AssertionError(tool + " is not served here");
                    }
                });
            }
        });

        assertThat(RetailFixture.with(RetailData.generated(7)).work().keySet()).isEqualTo(served);
        assertThat(served).hasSize(24);
    }

    @Test
    void theLatestVersionIsWhatACallerSeesWithoutAPin() {
        assertThat(CATALOGUE.releases().values()).allMatch(release -> release.byDefault().equals(release.serve().lastKey()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "get_order_details|{'order_id': '#W1000001'}",
        "get_order_details|{'order_id': '#W0000000'}",
        "cancel_pending_order|{'order_id': '#W1000003', 'reason': 'no longer needed', 'request_id': 'ID'}",
        "cancel_pending_order|{'order_id': '#W1000001', 'reason': 'no longer needed', 'request_id': 'ID'}",
        "modify_pending_order_address|{'order_id': '#W1000003', 'address': ADDRESS, 'request_id': 'ID'}",
        "modify_user_address|{'user_id': 'mara_lindgren_4821', 'address': ADDRESS, 'request_id': 'ID'}",
        "modify_user_address|{'user_id': 'nobody', 'address': ADDRESS, 'request_id': 'ID'}",
        "modify_pending_order_payment|{'order_id': '#W1000003', 'payment_method_id': 'credit_card_1000004', 'request_id': 'ID'}",
        "modify_pending_order_items|{'order_id': '#W1000003', 'changes': [{'item_id': '4980246927', 'new_item_id': '4987901248'}], 'payment_method_id': 'gift_card_1000005', 'request_id': 'ID'}",
        "return_delivered_order_items|{'order_id': '#W1000001', 'item_ids': ['2530864207'], 'payment_method_id': 'gift_card_1000002', 'request_id': 'ID'}",
        "exchange_delivered_order_items|{'order_id': '#W1000001', 'changes': [{'item_id': '1000000007', 'new_item_id': '1007654328'}], 'payment_method_id': 'credit_card_1000001', 'request_id': 'ID'}"
    })
    void theSecondVersionTakesAndGivesWhatItsSchemasSay(String tool, String arguments) {
        var retail = RetailFixture.with(RetailData.generated(7));
        var given = (ObjectNode) RetailFixture.JSON.readTree(arguments
                .replace("ADDRESS", "{'address1': '1 Mill Road', 'address2': '', 'city': 'Boise', 'state': 'ID', 'country': 'USA', 'zip': '83702'}")
                .replace("'ID'}", "'5f0c1d6e-2f53-4a3c-9d0e-1b7f6a2c8e11'}")
                .replace('\'', '"'));
        var descriptor = descriptor("retail." + tool + "@2.0.0");

        var outcome = retail.call(tool, 2, given, RetailFixture.CALLER);

        boolean wrongOnPurpose = arguments.contains("#W0000000") || arguments.contains("nobody")
                || (tool.startsWith("cancel") && arguments.contains("#W1000001"));
        assertThat(JsonSchema.of(descriptor.input()).violations(given)).isEmpty();
        assertThat(violations(descriptor, outcome)).isEmpty();
        assertThat(outcome.error()).as(outcome.text()).isEqualTo(wrongOnPurpose);
    }

    private static List<Violation> violations(Descriptor descriptor, ToolOutcome outcome) {
        var schema = descriptor.output().schema();
        var structured = outcome.structured();
        if (schema == null || structured == null) {
            throw new AssertionError(descriptor.id() + " promises or gives nothing structured");
        }
        return JsonSchema.of(schema).violations(structured);
    }

    private static Descriptor descriptor(String id) {
        var descriptor = CATALOGUE.descriptors().get(ToolId.parse(id));
        if (descriptor == null) {
            throw new AssertionError("no descriptor " + id);
        }
        return descriptor;
    }

    private static ToolCatalogue catalogue() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new AssertionError("no folder above holds mvnw");
        }
        return ToolsDirectory.read(folder.resolve("tool-descriptors")).fold(catalogue -> catalogue, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
