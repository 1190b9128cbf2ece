"""Long work as jobs: accepted at once, computed in a process of its own, followed, fetched or cancelled."""
