"""Where places lie: communes and their borders, and lists of named places, for use offline.

communes_of gives a country's communes; listed_places those that bear a name. The files are in
rules/places, read when they are first asked for and never before.
"""
