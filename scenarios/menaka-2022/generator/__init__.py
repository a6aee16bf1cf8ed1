"""Makes the tables of menaka-2022: hand-chosen facts, and what is not public from a seed.

places: who is where · network: links and closures · population: sites, alerts, help given ·
resources: stock, fleet, agents · sample: who was asked · household: who lives there ·
water, shelter, food, wellbeing: what they answered · gaps: what they did not.
"""
