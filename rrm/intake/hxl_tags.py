"""Which HXL tag stands for which column, so that tagged tables are read as they are.

A tag counts whatever the order of its attributes. A column takes the first of its tags that the
table shows; a tag stands for one column only among the columns of a table.
Source of tag and attribute names: HXL standard 1.1, hashtag dictionary.
"""

from __future__ import annotations

import re

TAGS: dict[str, tuple[str, ...]] = {
    "site_id": ("#loc+code", "#loc+site+code"),
    "depot_id": ("#loc+depot+code", "#loc+code"),
    "source_id": ("#loc+source+code", "#loc+code"),
    "agent_id": ("#org+code", "#org+agent+code"),
    "node_id": ("#loc+code", "#loc+node+code"),
    "node": ("#loc+node", "#loc+node+code"),
    "name": ("#loc+name", "#loc"),
    "adm1_pcode": ("#adm1+code",),
    "adm2_pcode": ("#adm2+code",),
    "adm3_pcode": ("#adm3+code",),
    "lat": ("#geo+lat",),
    "lon": ("#geo+lon",),
    "kind": ("#loc+type",),
    "households": ("#affected+hh", "#reached+hh", "#population+hh"),
    "people": ("#affected+ind", "#affected", "#population"),
    "group": ("#affected+type", "#beneficiary+type", "#population+type"),
    "alert_id": ("#event+code", "#event+id"),
    "shock": ("#event+type", "#cause+type"),
    "occurred_on": ("#date+occurred", "#date+event"),
    "reported_on": ("#date+reported",),
    "verified_on": ("#date+verified",),
    "source": ("#meta+source",),
    "entitlement": ("#service+type", "#item+entitlement"),
    "given_on": ("#date+reached", "#date+delivered"),
    "item": ("#item+code", "#item+type", "#item"),
    "quantity": ("#item+quantity", "#item+num", "#capacity+num"),
    "arrives_on": ("#date+arrival", "#date+expected"),
    "expires_on": ("#date+expiry", "#date+expires"),
    "certainty": ("#status+certainty",),
    "functioning": ("#status+market", "#status"),
    "currency": ("#currency", "#currency+code"),
    "household_id": ("#meta+id", "#meta+household+id"),
    "interviewed_on": ("#date+interview", "#date+survey"),
    "respondent": ("#respondee+type", "#meta+respondent"),
    "weight": ("#meta+weight", "#indicator+weight"),
}
"""Tags by column, the preferred one first."""

_TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE | re.ASCII)


def is_tag(cell: str) -> bool:
    """Whether a cell is a HXL hashtag with its attributes."""
    return _TAG.fullmatch(cell.strip()) is not None


def column_of_tag(tag: str, columns: tuple[str, ...]) -> str | None:
    """The column among those of a table that a tag stands for."""
    wanted = _parts(tag)
    for column in columns:
        if any(_parts(known) == wanted for known in TAGS.get(column, ())):
            return column
    return None


def tags_of(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The preferred tags of a table's columns, as proposals for one that isn't known."""
    return tuple(TAGS[column][0] for column in columns if column in TAGS)


def _parts(tag: str) -> tuple[str, frozenset[str]]:
    name, *attributes = re.split(r"\s*\+\s*", tag.strip().casefold())
    return name, frozenset(attributes)
