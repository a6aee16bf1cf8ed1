"""The RRM engine: from a rapid assessment to a checked distribution plan."""
