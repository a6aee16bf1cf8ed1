"""Why a site and group have the severities they have: its traces."""

from __future__ import annotations

from functools import partial

from rrm.model.needs import OVERALL, Trace
from rrm.model.rule_pack import HOUSEHOLD
from rrm.scoring.area import Area, AreaScorer
from rrm.scoring.cells_hit import cells_most_hit
from rrm.scoring.levels import HOUSEHOLDS, KEY_INFORMANTS
from rrm.scoring.traces import Asked, alert_trace, overall_trace, sector_trace
from rrm.scoring.traces_with_changes import with_smallest_changes


def area_traces(scorer: AreaScorer, area: Area) -> tuple[Trace, ...]:
    """The traces of one site and group, overall first, each with its smallest change."""
    pack, site = scorer.pack, area.site
    sectors = {name: one for name, one in area.severities.items() if name != OVERALL}
    classes = {name: one.severity for name, one in sectors.items()}
    overall = overall_trace(pack, site, area.severities[OVERALL].severity, classes)
    rows, weights = scorer.asked(site)
    # Key informants count as households only where no household of the group was asked.
    stand_in = rows.size > 0 and bool(scorer.frames.is_informant[rows].all())
    interviews = KEY_INFORMANTS if stand_in else HOUSEHOLDS
    told = {sector.sector: sector for sector in scorer.sectors}
    traces = [overall]
    column_at = partial(scorer.table.column_at, level=HOUSEHOLD)
    cells = partial(cells_most_hit, scorer.table.pack, column_at)
    for name, severity in sectors.items():
        if name in area.assumed:
            shock, profile = scorer.profile(site)
            traces.append(alert_trace(pack, site, name, profile, shock))
        else:
            made_of = partial(scorer.table.made_of, interview=int(rows[0]))
            here = Asked(rows, weights, made_of, interviews, cells)
            traces.append(sector_trace(pack, site, severity, told[name], here))
    return with_smallest_changes(
        scorer.table.pack,
        site,
        traces,
        scorer.sectors if scorer.households is None else (*scorer.sectors, scorer.households),
        rows,
        weights,
        scorer.table.column,
        interviews,
        column_at,
    )
