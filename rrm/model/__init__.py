"""The vocabulary: frozen types, units, sentences and problems. Knows nothing above it."""
