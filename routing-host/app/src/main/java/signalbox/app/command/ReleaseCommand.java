package signalbox.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import signalbox.app.start.CommonOptions;
import signalbox.release.ToolsDirectory;
import signalbox.source.Problem;

@Command(
        name = "release",
        description = {
            "Writes new tool versions into released.lock; from then on their descriptors never change.",
            "A changed descriptor of a locked version is refused."
        },
        mixinStandardHelpOptions = true)
public final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        return ToolsDirectory.release(options.tools()).fold(
                released -> {
                    released.forEach(id -> out.println("released " + id));
                    out.println(released.size() + " new in " + options.tools().resolve("released.lock"));
                    return 0;
                },
                problems -> {
                    out.print(Problem.rendered(problems));
                    return 1;
                });
    }
}
