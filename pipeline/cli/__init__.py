"""What stands between the command line and the steps: which data a step gets, and how its result is shown or stored."""
