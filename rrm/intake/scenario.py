"""A scenario folder, read and checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from rrm.intake.assessment import no_assessment, read_assessment
from rrm.intake.checks.batches import doubtful_batches
from rrm.intake.checks.calendar import days_out_of_order
from rrm.intake.checks.draft import Draft
from rrm.intake.checks.geography import doubtful_positions
from rrm.intake.checks.locks import doubtful_locks
from rrm.intake.checks.population import doubtful_people
from rrm.intake.checks.references import unknown_names
from rrm.intake.checks.supplies import goods_and_money
from rrm.intake.checks.water_supplies import doubtful_water
from rrm.intake.checks.ways import doubtful_ways
from rrm.intake.inheritance import Resolved, read_with_inherited
from rrm.intake.input_folder import InputFolder
from rrm.intake.interviews import find_interviews
from rrm.intake.pack_search import PackSearch
from rrm.intake.pack_sections import PackSections
from rrm.intake.problem_list import ProblemList
from rrm.intake.rule_pack import ReadPack, RuleCheck, read_pack
from rrm.intake.scenario_tables import TABLES
from rrm.intake.shipped import find_scenario
from rrm.intake.snapping import with_nodes
from rrm.intake.source_tree import Tree, place_of
from rrm.intake.validation import validated
from rrm.intake.written_lock import WrittenLock
from rrm.model.form import Assessment
from rrm.model.frozen import Frozen
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.row_places import RowPlaces
from rrm.model.run import Loaded
from rrm.model.scenario import Scenario, Settings, Site


def load_scenario(
    path: Path, rule_check: RuleCheck | None = None, with_communes: bool = True
) -> Loaded:
    """A scenario with its rule pack and the households' answers, every reference resolved.

    path: the scenario's folder; what it extends lies beside it. rule_check: a further look at
    the pack's rules, such as that they can be computed. with_communes: whether places are held
    against the country's list of communes, which only raises doubts. Raises BadInput with all
    problems of all files at once, warnings too; without an error the warnings are returned.
    """
    folder = find_scenario(path).resolve()
    inputs = InputFolder(folder.parent)
    problems = ProblemList()
    resolved = read_with_inherited(folder, inputs, problems)
    settings = _settings(resolved, problems)
    read = _pack(resolved, folder, problems, rule_check)
    access = read.sections.access
    resolved = with_nodes(resolved, None if access is None else access.snap_km, problems)
    draft = Draft(resolved, settings, read.sections)
    for problem in _checks(draft, with_communes):
        problems.add(problem)
    assessment = _assessment(draft, folder, problems)
    if settings is None or read.pack is None or assessment is None or problems.has_errors:
        raise BadInput(problems.all())
    scenario = Scenario(
        settings=settings,
        **{
            name: tuple(_meant(row.value) for row in resolved.tables.get(name, ()))
            for name in TABLES
        },
    )
    files = (*inputs.files, *read.files)
    row_places = RowPlaces(
        {name: tuple(row.place for row in rows) for name, rows in resolved.tables.items()}
    )
    return Loaded(scenario, read.pack, assessment, files, problems.all(), row_places)


def _meant(row: Frozen) -> Frozen:
    """A row as the engine works with it."""
    return row.meant() if isinstance(row, WrittenLock) else row


def _checks(draft: Draft, with_communes: bool) -> Iterator[Problem]:
    yield from _sites_given(draft)
    yield from unknown_names(draft)
    yield from days_out_of_order(draft)
    yield from goods_and_money(draft)
    yield from doubtful_water(draft)
    yield from doubtful_locks(draft)
    yield from doubtful_people(draft)
    yield from _where_places_lie(draft, with_communes)
    yield from doubtful_ways(draft)
    yield from doubtful_batches(draft)


def _where_places_lie(draft: Draft, with_communes: bool) -> Iterator[Problem]:
    if not with_communes:
        yield from doubtful_positions(draft, set())
        return
    from rrm.intake.checks.communes import POSITION_DOUBTED, doubtful_places

    lying = tuple(doubtful_places(draft))
    doubted = [one.place for one in lying if one.code in POSITION_DOUBTED]
    yield from doubtful_positions(draft, {place._replace(column=None) for place in doubted})
    yield from lying


def _settings(resolved: Resolved, problems: ProblemList) -> Settings | None:
    tree = dict(resolved.settings)
    if not tree:  # unreadable, and told as such
        return None
    if "priorities" in tree:
        tree["priorities"] = _tiers(tree["priorities"])
    value, found = validated(
        Settings, tree, lambda path: place_of(tree, path, Place(resolved.shown))
    )
    problems.extend(found)
    return value


def _tiers(tree: Tree) -> Tree:
    """Priorities may be written as names alone, without a tolerance."""
    if not isinstance(tree, list):
        return tree
    return [{"tier": one} if isinstance(one, str) else one for one in tree]


def _pack(
    resolved: Resolved, folder: Path, problems: ProblemList, rule_check: RuleCheck | None
) -> ReadPack:
    reference = resolved.settings.get("rules")
    if not isinstance(reference, str):  # told among the settings
        return ReadPack(None, PackSections(), (), ())
    place = place_of(resolved.settings, ("rules",), Place(resolved.shown))
    read = read_pack(reference, folder, place, rule_check)
    problems.extend(read.problems)
    return read


def _sites_given(draft: Draft) -> Iterator[Problem]:
    if not draft.rows(Site) and not draft.resolved.rejected.get("sites"):
        yield Problem(
            "RRM-I020",
            Place(draft.resolved.shown),
            msg("there are no sites"),
            msg("at least one site is needed"),
            msg("Write sites.csv with a row for each site and group."),
        )


def _assessment(draft: Draft, folder: Path, problems: ProblemList) -> Assessment | None:
    form = draft.rules.form
    found = find_interviews(draft.resolved.answers, form, _packs_with(folder), problems)
    if form is None:
        return None
    source = found.assessment
    if source is None:
        return no_assessment(form)
    sites = list(
        zip(draft.ids_in_rows(Site, "site_id"), draft.ids_in_rows(Site, "group"), strict=True)
    )
    start: date | None = draft.settings.start if draft.settings else None
    try:
        return read_assessment(
            source.records(), form, sites, start, source.shown, problems, found.rosters
        )
    except BadInput as bad:
        problems.extend(bad.problems)
        return None


def _packs_with(folder: Path) -> Callable[[str], list[str]]:
    """Ids of the packs in reach that have a roster of a name, looked up when first asked for."""
    rosters = cache(PackSearch(folder, ProblemList()).rosters)
    return lambda name: [pack_id for pack_id, names in rosters().items() if name in names]
