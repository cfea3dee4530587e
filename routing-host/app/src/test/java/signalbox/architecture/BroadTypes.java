package signalbox.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;

/// Types that are made of too much at once: records by their components, other classes by what their constructors take.
final class BroadTypes {
    private static final int MOST = 8;

    private BroadTypes() {}

    /// Each as `RunView.Call`.
    static List<String> of(JavaClasses classes) {
        return classes.stream()
                .filter(each -> each.isRecord() ? components(each) > MOST : parameters(each) > MOST)
                .map(BroadTypes::name)
                .sorted()
                .toList();
    }

    static String name(JavaClass type) {
        return type.getEnclosingClass().map(owner -> name(owner) + ".").orElse("") + type.getSimpleName();
    }

    private static long components(JavaClass type) {
        return type.getFields().stream().filter(field -> !field.getModifiers().contains(JavaModifier.STATIC)).count();
    }

    private static int parameters(JavaClass type) {
        return type.getConstructors().stream().mapToInt(each -> each.getRawParameterTypes().size()).max().orElse(0);
    }
}
