package signalbox.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Types of one module that share a simple name, so that a reader has to look which is meant.
///
/// A case of a sealed type is called by its owner (`AgentTokenCheck.Refused`), and a private type by nobody outside its file:
/// these may have namesakes among each other.
final class Namesakes {
    private Namesakes() {}

    /// Each as `host: RunView.Call, Toolbox.CallRequest`.
    static List<String> of(JavaClasses classes) {
        SortedMap<String, SortedSet<String>> named = new TreeMap<>();
        for (var each : classes) {
            if (isNamed(each)) {
                named.computeIfAbsent(module(each) + ": " + each.getSimpleName(), _ -> new TreeSet<>()).add(qualified(each));
            }
        }
        var found = new ArrayList<String>();
        named.forEach((name, types) -> {
            if (types.size() > 1) {
                found.add(name.substring(0, name.indexOf(':') + 2) + String.join(", ", types));
            }
        });
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static boolean isNamed(JavaClass type) {
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && !type.getSimpleName().isEmpty()
                && !type.getSimpleName().equals("package-info")
                && !type.getModifiers().contains(JavaModifier.PRIVATE)
                && !isCase(type);
    }

    /// Whether it is a case of an interface of its own file.
    private static boolean isCase(JavaClass type) {
        return type.isNestedClass()
                && type.getAllRawInterfaces().stream().anyMatch(each -> outermost(each).equals(outermost(type)));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Namesakes::outermost).orElse(type);
    }

    /// The package tells namesakes apart.
    private static String qualified(JavaClass type) {
        var parts = type.getPackageName().split("\\.");
        return parts[parts.length - 1] + "." + BroadTypes.name(type);
    }

    /// The folder or jar that the class comes from.
    private static String module(JavaClass type) {
        var from = type.getSource().map(source -> source.getUri().toString()).orElse("");
        int end = from.contains("!/") ? from.indexOf("!/") : Math.max(from.indexOf("/target/"), 0);
        var path = from.substring(0, end);
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("-[0-9].*", "");
    }
}
