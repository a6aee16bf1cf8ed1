"""What a rule pack names must exist in it, and what it cites must be listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rrm.intake.cap_checks import cap_problems
from rrm.intake.form_checks import too_many
from rrm.intake.item_checks import item_problems
from rrm.intake.modality_checks import modality_problems
from rrm.intake.pack_files import PACK, SECTORS
from rrm.intake.source_tree import Path, Tree
from rrm.intake.trigger_checks import trigger_problems
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import did_you_mean, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import RulePack

Where = Callable[[Path], Place]

_MAX_RULES = 2_000
_WORDS = ("label", "title", "hint", "reason", "because", "unit_label", "uneven_because")
_WORDS_BELOW = ("labels", "choices", "who", "roles")


def pack_problems(pack: RulePack, tree: Tree, where: Where) -> Iterator[Problem]:
    """Errors for names and citations that lead nowhere, warnings for words not in every language.

    tree: the pack's sections as written; where: the place of a path in it.
    """
    rules = sum(len(one.measures) + len(one.indicators) for one in pack.sectors.values())
    if rules > _MAX_RULES:
        yield too_many(msg("{n} rules", n=rules), _MAX_RULES, where((SECTORS,)))
        return
    yield from _measures_told_apart(pack, where)
    yield from _names(pack, where)
    yield from trigger_problems(pack.triggers, where)
    yield from modality_problems(pack.modality, pack.entitlements, where)
    yield from item_problems(pack.catalogue, where)
    yield from cap_problems(pack.access, pack.entitlements, pack.catalogue, where)
    for path, text in _texts(tree):
        if path[-1] == "source" and path[0] != PACK:
            yield from _citation(path, text, pack, where)
    for path, words in _words(tree):
        lacking = [language for language in pack.languages if not words.get(language)]
        if lacking:
            yield _untranslated(where(path), lacking)


def _measures_told_apart(pack: RulePack, where: Where) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for sector_name, sector in pack.sectors.items():
        for name in sector.measures:
            if name in first:
                yield Problem(
                    "RRM-R106",
                    where(("sectors", sector_name, "measures", name)),
                    msg('measure "{name}" stands in two sectors', name=quoted(name)),
                    msg("a measure's name is used once in a pack"),
                    msg("Rename one of the two."),
                )
            first.setdefault(name, sector_name)


def _names(pack: RulePack, where: Where) -> Iterator[Problem]:
    measures = [name for sector in pack.sectors.values() for name in sector.measures]
    for kind, path, name, known in _named(pack, measures):
        if name not in known:
            yield Problem(
                "RRM-R108",
                where(path),
                msg('unknown {kind} "{name}"', kind=kind, name=quoted(name)),
                msg("a name that is defined is needed ({kind})", kind=kind),
                did_you_mean(name, known),
            )


def _named(
    pack: RulePack, measures: list[str]
) -> Iterator[tuple[Message, Path, str, Iterable[str]]]:
    """Each name that a rule uses: of what, where, which, and those that exist."""
    sector, measure = msg("sector"), msg("measure")
    for name, rule in pack.entitlements.entitlements.items():
        path: Path = ("entitlements", "entitlements", name)
        yield msg("item"), (*path, "item"), rule.item, pack.catalogue
        yield sector, (*path, "sector"), rule.sector, pack.sectors
        for key, amount in (("amount", rule.amount), ("survival_amount", rule.survival_amount)):
            if amount is not None and not is_plain_number(amount):
                yield measure, (*path, key), amount, measures
        for at, other in enumerate(rule.stands_in_for):
            others = pack.entitlements.entitlements
            yield msg("entitlement"), (*path, "stands_in_for", at), other, others
    for at_item, name in _items_named(pack):
        yield msg("item"), ("catalogue", "items", *at_item), name, pack.catalogue
    yield measure, ("modality", "accepted"), pack.modality.accepted, measures
    if (feasible := pack.modality.feasible) is not None:
        yield measure, ("modality", "feasible", "measure"), feasible.measure, measures
        for at, factor in enumerate(feasible.factors):
            yield measure, ("modality", "feasible", "factors", at), factor, measures
    for name, referral in pack.referrals.items():
        path = ("referrals", "referrals", name)
        yield sector, (*path, "sector"), referral.sector, pack.sectors
        if referral.measure is not None:
            yield measure, (*path, "measure"), referral.measure, measures
    for name, profile in pack.triggers.profiles.items():
        for one in profile.severity:
            yield sector, ("triggers", "profiles", name, "severity", one), one, pack.sectors
    yield (
        msg("shock profile"),
        ("triggers", "default_profile"),
        pack.triggers.default_profile,
        pack.triggers.profiles,
    )
    for one in pack.severity.overall.weights:
        yield sector, ("severity", "overall", "weights", one), one, pack.sectors


def _items_named(pack: RulePack) -> Iterator[tuple[Path, str]]:
    """Each item that another one names, with where it does."""
    for name, item in pack.catalogue.items():
        if (storage := item.goes_with.storage) is not None:
            yield (name, "goes_with", "storage", "item"), storage.item
        if (chlorine := item.goes_with.chlorine) is not None:
            yield (name, "goes_with", "chlorine", "item"), chlorine.item
        for at, variant in enumerate(item.variants):
            yield (name, "variants", at, "item"), variant.item
        for part in item.made_of:
            yield (name, "made_of", part), part


def _citation(path: Path, text: str, pack: RulePack, where: Where) -> Iterator[Problem]:
    key = text.split(maxsplit=1)[0] if text.strip() else ""
    if key not in pack.sources:
        yield Problem(
            "RRM-R107",
            where(path),
            msg('"{key}" is not among the sources', key=quoted(key)),
            msg("the first word of `source` is a key of `sources` in pack.yaml"),
            did_you_mean(key, pack.sources),
        )


def _texts(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text that is the value of a key, with its path."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str):
                yield (*path, key), value
            else:
                yield from _texts(value, (*path, key))
    elif isinstance(tree, list):
        for position, value in enumerate(tree):
            yield from _texts(value, (*path, position))


def _words(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, dict[str, Tree]]]:
    """Every mapping of languages to words, with its path."""
    if not isinstance(tree, dict):
        return
    for key, value in tree.items():
        below = (*path, key)
        if not isinstance(value, dict):
            continue
        # A question may be called `reason` too: its value is more than words.
        if key in _WORDS and all(isinstance(words, str) for words in value.values()):
            yield below, value
        elif key in _WORDS_BELOW or path[-2:] == ("table", "words"):
            yield from (
                ((*below, one), words) for one, words in value.items() if isinstance(words, dict)
            )
        else:
            yield from _words(value, below)


def _untranslated(place: Place, lacking: list[str]) -> Problem:
    return Problem(
        "RRM-R109",
        place,
        msg("no words for: {languages}", languages=", ".join(lacking)),
        msg("words are given in each language of the pack"),
        msg("Add them; until then other words stand in."),
        is_error=False,
    )
