"""Fifty indicators of seven sectors, three times: as rules, by hand over columns, row by row."""
