"""Road networks made up to any size, the vehicles that use them and a dozen periods."""
