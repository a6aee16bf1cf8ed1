"""A run for people: the report and the planner's workbook."""
