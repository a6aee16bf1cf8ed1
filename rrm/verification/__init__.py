"""A second reading of a plan, sharing nothing with what made it.

`verify` replays a run folder and says what holds; `verdict_json` is that as verification.json.
"""

from rrm.verification.verdict_json import verdict_json
from rrm.verification.verify import verify

__all__ = ["verdict_json", "verify"]
