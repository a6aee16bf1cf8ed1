"""The rule language; assessments become severities, need scores and traces."""
