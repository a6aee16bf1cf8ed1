"""What the need scores must keep."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.needs import OVERALL, NeedScore
from rrm.model.verdict import Check
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally


def scores_in_range(replay: Replay) -> Check:
    """Severity is a class 1..5, a score 0..100, a share 0..1, and no more are in need than live."""
    tally = Tally("scores_in_range", msg("Severities, scores and shares are within their scales"))
    for row in replay.run.needs:
        holds = (
            1 <= row.severity <= 5
            and 0 <= row.score <= 100
            and 0 <= row.answered_share <= 1
            and 0 <= row.people_in_need <= row.people
        )
        tally.see(
            holds,
            msg(
                "{site}, {group}, {sector}: severity {severity}, score {score}, "
                "{needy} of {people} people in need",
                site=row.site_id, group=row.group, sector=row.sector, severity=row.severity,
                score=row.score, needy=row.people_in_need, people=row.people,
            ),
        )  # fmt: skip
    return tally.check()


def overall_need_covers_sectors(replay: Replay) -> Check:
    """People in need overall are at least those of the largest sector."""
    tally = Tally(
        "overall_need_covers_sectors", msg("People in need overall are no fewer than in a sector")
    )
    overall = {(r.site_id, r.group): r for r in replay.run.needs if r.sector == OVERALL}
    for row in replay.run.needs:
        if row.sector == OVERALL:
            continue
        whole = overall.get((row.site_id, row.group))
        tally.see(
            whole is not None and whole.people_in_need >= row.people_in_need,
            msg(
                "{site}, {group}: {sector} has {needy} people in need, more than overall",
                site=row.site_id, group=row.group, sector=row.sector, needy=row.people_in_need,
            ),
        )  # fmt: skip
    return tally.check()


def ranks_are_an_order(replay: Replay) -> Check:
    """In each sector the ranks are 1, 2, 3 … without gap or repetition."""
    tally = Tally("ranks_are_an_order", msg("Ranks are an order without gap or repetition"))
    sectors: dict[str, list[NeedScore]] = {}
    for row in replay.run.needs:
        sectors.setdefault(row.sector, []).append(row)
    for sector, rows in sectors.items():
        for rank, row in enumerate(sorted(rows, key=lambda row: row.rank), start=1):
            tally.see(
                row.rank == rank,
                msg(
                    "{sector}: {site}, {group} has rank {found} in place of {rank}",
                    sector=sector, site=row.site_id, group=row.group, found=row.rank, rank=rank,
                ),
            )  # fmt: skip
    return tally.check()
