package signalbox.architecture.planted.cycle.two;

import signalbox.architecture.planted.cycle.one.First;

public class Second {
    public First first = new First();
}
