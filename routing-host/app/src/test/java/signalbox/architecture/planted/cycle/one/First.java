package signalbox.architecture.planted.cycle.one;

import signalbox.architecture.planted.cycle.two.Second;

public class First {
    public Second second = new Second();
}
