"""Questions that are answered by planning again: what if, why not, what would help.

Standing is a case as it stands, to be changed and planned again.
"""

from rrm.what_if.standing import Standing

__all__ = ["Standing"]
