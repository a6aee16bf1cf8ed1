"""The water schedule: what each source gives, by which tanker, to where, on which day."""

from __future__ import annotations

from rrm.export.published import PublishedPlan
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.language import msg


def tankers_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each tanker's journey to a site, by source, class and day."""
    names = plan.names
    lines = sorted(
        plan.water, key=lambda one: (one.source_id, one.vehicle_class, one.day, one.trip_id)
    )
    of_the_site = msg("Of the whole site on that day, so the same in each of its rows.")
    return Sheet(
        title=msg("Water schedule"),
        columns=(
            SheetColumn(msg("Fills at")),
            SheetColumn(msg("Tanker")),
            SheetColumn(msg("Day"), Kind.DATE),
            SheetColumn(msg("Trip")),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Rounds"), Kind.NUMBER, has_total=True),
            SheetColumn(
                msg("Brings, m³"),
                Kind.NUMBER,
                has_total=True,
                key="m3",
                note=msg("Filter a source or a day: the last row adds up what it gives."),
            ),
            SheetColumn(
                msg("Site needs to survive, m³"), Kind.NUMBER, narrowest=17, note=of_the_site
            ),
            SheetColumn(msg("Site needs in full, m³"), Kind.NUMBER, narrowest=17, note=of_the_site),
        ),
        rows=[
            (
                names.place(line.source_id),
                names.vehicle_class(line.vehicle_class),
                line.day,
                line.trip_id,
                names.place(line.site_id),
                line.rounds,
                line.m3,
                line.survival_m3,
                line.full_m3,
            )
            for line in lines
        ],
        frozen_columns=3,
        block=(0,),
    )
