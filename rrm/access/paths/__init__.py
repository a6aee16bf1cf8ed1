"""Many fastest ways at once: searched, repaired after closures, told with their ties."""
