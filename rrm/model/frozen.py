"""The base of every value that travels through the engine."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that never changes once read; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
