"""Files in: scenario folders, rule packs, assessments and networks become model values."""
