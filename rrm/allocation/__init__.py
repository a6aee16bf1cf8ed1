"""Demands, access and means become a plan, tier by tier, with a proven gap."""
