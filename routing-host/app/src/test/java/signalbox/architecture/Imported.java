package signalbox.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The compiled classes that the rules are about.
final class Imported {
    /// What is delivered.
    static final JavaClasses MAIN =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("signalbox");

    private Imported() {}

    /// Classes that break a rule on purpose.
    static JavaClasses planted(String name) {
        return new ClassFileImporter().importPackages("signalbox.architecture.planted" + (name.isEmpty() ? "" : "." + name));
    }
}
