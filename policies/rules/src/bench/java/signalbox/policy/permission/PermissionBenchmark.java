package signalbox.policy.permission;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;
import signalbox.descriptor.Output;
import signalbox.descriptor.ToolId;
import signalbox.release.ToolCatalogue;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One decision over a role of many entries: one in ten has a `when`, and as many of those as `reached` says are
/// evaluated before the entry that allows.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls read() before it measures
public class PermissionBenchmark {
    private static final Effect WRITES = new Effect(EffectClass.WRITE, false, true, "", false);
    private static final PrincipalName BOT = PrincipalName.parse("agent:bot");

    @Param({"10", "100", "1000"})
    public int rules;

    @Param({"0", "1", "2"})
    public int reached;

    private Permissions permissions;
    private Descriptor tool;
    private Arguments given;

    @Setup
    public void read() {
        var descriptors = new TreeMap<ToolId, Descriptor>();
        for (int i = 0; i < rules; i++) {
            var one = descriptor("desk.tool_" + i + "@1.0.0");
            descriptors.put(one.id(), one);
        }
        var tools = new ToolCatalogue(new TreeMap<>(), descriptors, new TreeMap<>(Map.of()), "sha256:bench");
        permissions = switch (Permissions.read(source(), tools)) {
            case Checked.Sound<Permissions>(var value, var _) -> value;
            case Checked.Broken<Permissions>(var problems) -> throw new IllegalStateException(Problem.rendered(problems));
        };
        tool = descriptors.get(ToolId.parse("desk.tool_5@1.0.0"));
        given = new Arguments.Given((ObjectNode) JsonMapper.shared().readTree(
                "{\"order_id\": \"#W0000001\", \"amount\": 12.5, \"item_ids\": [\"a\", \"b\"], \"payment_method_id\": \"gift_card_1\"}"));
        if (!call().isAllow() || !list().isAllow()) {
            throw new IllegalStateException("the benchmark measures a denial: " + call());
        }
    }

    @Benchmark
    public PermissionDecision call() {
        return permissions.decide(BOT, Scopes.ALL, tool, WRITES, given);
    }

    @Benchmark
    public PermissionDecision list() {
        return permissions.decide(BOT, Scopes.ALL, tool, WRITES, new Arguments.Any());
    }

    private YamlSource source() {
        var text = new StringBuilder("roles:\n  desk:\n    may:\n");
        for (int i = 0; i < reached; i++) {
            text.append("      - {tool: desk.tool_5, when: 'size(args.item_ids) > ").append(10 + i).append("'}\n");
        }
        for (int i = reached; i < rules; i++) {
            text.append("      - {tool: desk.tool_").append(i == rules - 1 ? 5 : i == 5 ? "6*" : i);
            text.append(", args: {payment_method_id: {pattern: '^gift_card_'}}");
            text.append(i % 10 == 9 && i != rules - 1 ? ", when: 'args.amount < 100'" : "").append("}\n");
        }
        text.append("principals:\n  agent:bot: {roles: [desk]}\n");
        return YamlSource.parse("permissions.yaml", text.toString()).fold(source -> source, problems -> {
            throw new IllegalStateException(Problem.rendered(problems));
        });
    }

    private static Descriptor descriptor(String id) {
        var input = (ObjectNode) JsonMapper.shared().readTree("""
                {"type": "object", "properties": {"order_id": {"type": "string"}, "amount": {"type": "number"},
                 "item_ids": {"type": "array"}, "payment_method_id": {"type": "string"}}}""");
        return new Descriptor(ToolId.parse(id), new Descriptor.Wording(id, "", "", ""), WRITES, new TreeSet<>(Set.of()), input,
                new Output(null, 1000), "sha256:" + id);
    }
}
