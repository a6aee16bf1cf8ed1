"""Rule packs: found by their id, laid over the packs they extend, checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rrm.intake.form_checks import form_problems
from rrm.intake.pack_checks import pack_problems
from rrm.intake.pack_search import PackSearch
from rrm.intake.pack_sections import PackSections, ResolvedPack
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import quoted
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import RulePack, RulesRead
from rrm.model.run import InputFile

_MAX_PROBLEMS = 1_000

RuleCheck = Callable[[RulesRead], Iterable[Problem]]
"""What a room above finds wrong with a pack's rules, to be told with all the rest."""


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A pack as far as it can be read.

    pack: None where any of the problems is an error.
    sections: what there is to check other files against, even then; where no pack has the id
    that was asked for, those of the pack that was most likely meant.
    """

    pack: RulePack | None
    sections: PackSections
    files: tuple[InputFile, ...]
    problems: tuple[Problem, ...]


def load_pack(
    reference: str, near: Path | None = None, rule_check: RuleCheck | None = None
) -> tuple[RulePack, tuple[InputFile, ...]]:
    """The rule pack of that id, resolved, and the files it was read from.

    near: a scenario's folder; its own `rules/`, the `rules/` beside it and those beside the
    folder of scenarios come before the shipped packs. rule_check: a further look at its rules, as
    far as they can be read, such as that they can be computed. Raises BadInput with every problem
    found.

    A pack that extends another is laid over it key by key: mappings are joined, lists and texts
    replaced, and `key: ~remove` takes an inherited key away. New severity classes go where they
    belong in the order of those inherited.
    """
    read = read_pack(reference, near, rule_check=rule_check)
    if read.pack is None:
        raise BadInput(read.problems)
    return read.pack, read.files


def read_pack(
    reference: str,
    near: Path | None = None,
    cited_at: Place | None = None,
    rule_check: RuleCheck | None = None,
) -> ReadPack:
    """As load_pack, without raising; cited_at: where the reference itself is written."""
    problems = ProblemList()
    search = PackSearch(near, problems)
    lineage = search.lineage(reference, cited_at or Place(quoted(reference)))
    if lineage is None:
        meant = search.nearest(reference)
        likely = read_pack(meant, near).sections if meant else PackSections()
        return ReadPack(None, likely, search.files, problems.all())
    resolved = ResolvedPack(lineage, problems)
    sections = resolved.sections()
    if sections.form is not None:
        problems.extend(islice(form_problems(sections.form, resolved.place), _MAX_PROBLEMS))
    if rule_check is not None:
        problems.extend(rule_check(sections.rules))
    pack = sections.pack(resolved.names_and_versions)
    if pack is not None and resolved.is_whole:
        found = pack_problems(pack, resolved.tree, resolved.place)
        problems.extend(islice(found, _MAX_PROBLEMS))
    return ReadPack(None if problems.has_errors else pack, sections, search.files, problems.all())
