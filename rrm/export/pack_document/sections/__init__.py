"""The chapters of a pack's document, each made of blocks by one module."""
