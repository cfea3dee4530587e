package signalbox.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Packages that depend on each other, directly or by way of others (Tarjan, 1972).
final class Cycles {
    private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> found = new ArrayList<>();

    private Cycles(JavaClasses classes) {
        for (JavaClass each : classes) {
            var targets = uses.computeIfAbsent(each.getPackageName(), _ -> new TreeSet<>());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass();
                if (classes.contain(target.getBaseComponentType().getName())) {
                    targets.add(target.getBaseComponentType().getPackageName());
                }
            }
        }
    }

    /// Each cycle as the packages in it: `signalbox.a <-> signalbox.b`.
    static List<String> of(JavaClasses classes) {
        var cycles = new Cycles(classes);
        cycles.uses.keySet().forEach(cycles::visit);
        return cycles.found;
    }

    private int visit(String name) {
        var known = low.get(name);
        if (known != null) {
            return open.contains(name) ? order.getOrDefault(name, 0) : Integer.MAX_VALUE;
        }
        int number = order.size();
        order.put(name, number);
        low.put(name, number);
        open.push(name);
        int lowest = number;
        for (var target : uses.getOrDefault(name, new TreeSet<>())) {
            lowest = Math.min(lowest, visit(target));
        }
        low.put(name, lowest);
        if (lowest == number) {
            close(name);
        }
        return lowest;
    }

    private void close(String name) {
        var members = new TreeSet<String>();
        String member;
        do {
            member = open.pop();
            members.add(member);
        } while (!member.equals(name));
        if (members.size() > 1) {
            found.add(String.join(" <-> ", members));
        }
    }
}
