"""Protection: nothing of it is published but counts of the pack's minimum and above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rrm.export.facts import Facts
from rrm.export.small_cells import Cell, Shown, hidden_cells
from rrm.model.demand import Referral
from rrm.model.rule_pack import ReferralRule, RulePack

SectorKey = tuple[str, str, str]
"""Site, group, sector."""


def is_protected(pack: RulePack, sector: str) -> bool:
    """Whether nothing but counts may be told of a sector."""
    return pack.sharing is not None and sector in pack.sharing.protected_sectors


def is_case_protected(pack: RulePack, referral: Referral, rule: ReferralRule | None) -> bool:
    """Whether nothing but its caseload may be told of a case.

    rule: that behind it; where it isn't known, any rule of its programme decides.
    """
    rules = [rule] if rule else [r for r in pack.referrals.values()
                                 if r.programme == referral.programme]  # fmt: skip
    return any(is_protected(pack, one.sector) for one in rules)


def minimum_cell(pack: RulePack) -> int:
    """The smallest count that is shown of what is protected; 1 where the pack says none."""
    return pack.sharing.minimum_cell if pack.sharing is not None else 1


def people_in_need_shown(facts: Facts) -> dict[SectorKey, Shown]:
    """People in need of each site, group and sector, small ones of protection hidden."""
    minimum = minimum_cell(facts.pack)
    by_sector: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (site_id, group, sector), score in facts.by_sector.items():
        by_sector[sector][site_id, group] = score.people_in_need
    return {
        (*place, sector): shown
        for sector, counts in by_sector.items()
        for place, shown in _shown(counts, minimum, is_protected(facts.pack, sector)).items()
    }


def caseloads_shown(
    referrals: Sequence[Referral], rules: Mapping[int, ReferralRule | None], pack: RulePack
) -> tuple[list[Shown], dict[tuple[str, str], Shown]]:
    """Caseload of each referral, and the sum by programme and unit.

    rules: by place of the referral, the rule behind it. Where any case of a programme is protected
    all of them are, as sums would give one away.
    """
    cells: dict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    protected: set[tuple[str, str]] = set()
    for at, referral in enumerate(referrals):
        table = (referral.programme, referral.unit)
        cells[table][referral.site_id, referral.group] += referral.caseload
        if is_case_protected(pack, referral, rules[at]):
            protected.add(table)
    minimum = minimum_cell(pack)
    shown = {
        table: _shown(counts, minimum, table in protected, with_sum=True)
        for table, counts in cells.items()
    }
    sums = {table: found.pop(("", "")) for table, found in shown.items()}
    return [
        _of_one(referral, shown[referral.programme, referral.unit]) for referral in referrals
    ], sums


def _of_one(referral: Referral, shown: Mapping[tuple[str, str], Shown]) -> Shown:
    """Its own caseload, unless that of its site and group is hidden."""
    cell = shown[referral.site_id, referral.group]
    return cell if cell.count is None else Shown(referral.caseload, None, cell.minimum)


def _shown(
    counts: Mapping[tuple[str, str], int], minimum: int, hides: bool, *, with_sum: bool = False
) -> dict[tuple[str, str], Shown]:
    total = {("", ""): sum(counts.values())} if with_sum else {}
    cells = [Cell(site_id, group, count) for (site_id, group), count in sorted(counts.items())]
    hidden = hidden_cells(cells, minimum) if hides else {}
    return {
        key: Shown(None, hidden[key], minimum) if key in hidden else Shown(count, None, minimum)
        for key, count in {**counts, **total}.items()
    }
