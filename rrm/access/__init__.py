"""The access graph: who is reached from where, by what, on which days - or why not."""
