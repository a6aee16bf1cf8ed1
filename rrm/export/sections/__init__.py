"""One module for each question that a coordinator asks; each turns a run into plain values.

A section holds sentences and figures only; how they look is the templates' business.
"""
