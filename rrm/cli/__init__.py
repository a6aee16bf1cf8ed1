"""The commands; thin, and slow to import nothing."""
