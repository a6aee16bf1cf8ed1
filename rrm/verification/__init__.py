"""A second reading of a plan, sharing nothing with what made it."""
