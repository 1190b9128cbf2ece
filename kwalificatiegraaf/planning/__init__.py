"""Floor 2: the trajectory as a constraint model, and its independent checker."""
