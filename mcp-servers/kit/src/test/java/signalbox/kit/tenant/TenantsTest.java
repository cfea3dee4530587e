package signalbox.kit.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import tools.jackson.databind.json.JsonMapper;

/// Interleaved calls of many tenants over both revisions, on connections that all of them use in turn: every answer
/// names its own tenant and no other, and what one was given is good for nobody else.
class TenantsTest {
    private static final long SEED = Long.getLong("tenants.seed", 20_261_128L);
    private static final int CALLS = Integer.getInteger("tenants.calls", 1_500);
    private static final int THREADS = 8;
    private static final int CONNECTIONS = 3;
    private static final Pattern NAMED = Pattern.compile("tenant-([0-9]+)");

    private final Set<Act> done = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(ints = {2, 50})
    void nobodyReadsWhatIsAnothers(int count) throws Exception {
        System.out.println("tenants.seed=" + SEED + " tenants.calls=" + CALLS);
        var limits = new McpSettings.Limits(1 << 20, Duration.ofSeconds(30), Duration.ofMinutes(30), 256, 256, 2);
        try (var servers = TestServers.open(limits); var threads = Executors.newFixedThreadPool(THREADS)) {
            servers.rules.set(TestServers.rules(TestServers.tools(), policy(count)));
            var tenants = new ArrayList<Tenant>();
            for (int i = 0; i < count; i++) {
                tenants.add(new Tenant(servers, i));
            }
            var runs = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                runs.add(threads.submit(() -> run(servers, tenants, new Random(SEED + number))));
            }
            for (var run : runs) {
                run.get();
            }
        }
        assertThat(done).containsExactlyInAnyOrder(Act.values());
    }

    private void run(TestServers servers, List<Tenant> tenants, Random random) {
        var connections = new ArrayList<RawConnection>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(RawConnection.to(servers.port()));
        }
        for (int i = 0; i < CALLS / THREADS; i++) {
            var act = Act.values()[random.nextInt(Act.values().length)];
            var own = tenants.get(random.nextInt(tenants.size()));
            var other = tenants.get((own.number + 1 + random.nextInt(tenants.size() - 1)) % tenants.size());
            var connection = connections.get(random.nextInt(CONNECTIONS));
            connection.send(act.asked(own, other, own.name() + " " + random.nextLong()));
            var reply = connection.answer();

            NAMED.matcher(reply.head() + reply.body()).results().forEach(named ->
                    assertThat(Integer.parseInt(named.group(1))).as("%s of %s, seed %d: %s", act, own.name(), SEED, reply).isEqualTo(own.number));
            assertThat(act.isRight(own, reply)).as("%s of %s against %s, seed %d: %s", act, own.name(), other.name(), SEED, reply).isTrue();
            done.add(act);
        }
        connections.forEach(RawConnection::close);
    }

    /// Something to ask, of one's own or with what is another's.
    private enum Act {
        ECHO {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return own.modern.calling("yard__echo", text(canary)).request();
            }
        },
        ECHO_IN_A_SESSION {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return own.legacy.calling("1", "yard__echo", text(canary));
            }
        },
        READ {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return own.legacy.request("1", "resources/read", "{\"uri\": \"shed://open/" + own.name() + "\"}");
            }
        },
        PROMPT {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return own.modern.ask("prompts/get", "{\"name\": \"shed__greet\", \"arguments\": {\"whom\": \"" + canary + "\"}}").request();
            }
        },
        QUESTION {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return question(own).request();
            }

            @Override
            boolean isRight(Tenant own, Reply reply) {
                own.state = reply.json().at("/result/requestState").asString("none");
                return !own.state.equals("none");
            }
        },
        ANSWER {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                var state = own.state;
                own.state = "none";
                return answer(own, state).request();
            }

            @Override
            boolean isRight(Tenant own, Reply reply) {
                return reply.json().has("result") ? super.isRight(own, reply) : isRefused(reply);
            }
        },
        PAGE {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return own.modern.ask("tools/list", "{}").request();
            }

            @Override
            boolean isRight(Tenant own, Reply reply) {
                own.cursor = reply.json().at("/result/nextCursor").asString("none");
                return !own.cursor.equals("none");
            }
        },
        REPEATABLE {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                own.callId = "call of some " + Math.abs(canary.hashCode() % 100);
                return repeatable(own, own.callId);
            }
        },
        STATE_OF_ANOTHER {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return answer(own, other.state).request();
            }

            @Override
            boolean isRight(Tenant own, Reply reply) {
                return isRefused(reply);
            }
        },
        CURSOR_OF_ANOTHER {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return own.modern.ask("tools/list", "{\"cursor\": \"" + other.cursor + "\"}").request();
            }

            @Override
            boolean isRight(Tenant own, Reply reply) {
                return isRefused(reply);
            }
        },
        SESSION_OF_ANOTHER {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                var stolen = new Legacy(own.modern.servers(), "/mcp", own.legacy.token(), other.legacy.session());
                return stolen.calling("1", "yard__echo", text(canary));
            }

            @Override
            boolean isRight(Tenant own, Reply reply) {
                return reply.status() == 404;
            }
        },
        CALL_ID_OF_ANOTHER {
            @Override
            Request asked(Tenant own, Tenant other, String canary) {
                return repeatable(own, other.callId);
            }
        };

        abstract Request asked(Tenant own, Tenant other, String canary);

        /// Whether it is the answer that this deed should have; by itself one that names the tenant.
        boolean isRight(Tenant own, Reply reply) {
            return reply.status() == 200 && reply.json().has("result") && reply.body().contains(own.name());
        }

        private static String text(String canary) {
            return "{\"text\": \"" + canary + "\"}";
        }

        private static Modern.Ask question(Tenant own) {
            return own.modern.calling("shed__ask", "{\"mark\": \"tenants\"}").capable();
        }

        private static Modern.Ask answer(Tenant own, String state) {
            return question(own).answered("{\"name\": {\"action\": \"accept\", \"content\": {\"name\": \"" + own.name() + "\"}}}", state);
        }

        private static Request repeatable(Tenant own, String callId) {
            return own.modern.calling("yard__echo", text(own.name() + " again"))
                    .meta("signalbox/call-id", JsonMapper.shared().getNodeFactory().stringNode(callId.replace(' ', '-')))
                    .request();
        }

        private static boolean isRefused(Reply reply) {
            return reply.json().at("/error/code").asInt() == -32602;
        }
    }

    private static String policy(int count) {
        var policy = new StringBuilder(TestServers.permissions());
        for (int i = 0; i < count; i++) {
            policy.append("  agent:").append(Tenant.name(i)).append(": {roles: [shedder, stranger]}\n");
        }
        return policy.toString();
    }
}
