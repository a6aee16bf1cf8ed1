"""Everything that the sections of a pack's document speak of, worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from rrm.export.pack_document.history import History, Path, history_of
from rrm.model.language import Text
from rrm.model.rule_pack import Cited, RulePack, Status
from rrm.model.run import InputFile
from rrm.scoring import CasesReport, CompiledPack, compile_pack, names_used

_FINGERPRINT = 16


@dataclass(frozen=True, slots=True)
class CitedRule:
    """A rule of the pack that carries a figure, and its path in the pack."""

    path: Path
    rule: Cited

    @property
    def is_proposed(self) -> bool:
        """Whether the figure waits for a decision."""
        return self.rule.status is Status.PROPOSED


@dataclass(frozen=True, slots=True)
class Subject:
    """A pack as its document sees it.

    cases: what its worked cases show. fingerprint: of the files that the pack was read from.
    cited: every rule with a source. users: by question, keys of the rules that use it.
    extract: the sectors that the document is of, for one who signs these alone; none for all.
    """

    compiled: CompiledPack
    history: History
    cases: CasesReport
    fingerprint: str
    cited: tuple[CitedRule, ...]
    users: dict[str, tuple[str, ...]]
    extract: tuple[str, ...] = ()

    @property
    def pack(self) -> RulePack:
        """The pack, resolved."""
        return self.compiled.pack

    @property
    def proposed(self) -> tuple[CitedRule, ...]:
        """Rules whose figures wait for a decision, in the order of the document."""
        return tuple(one for one in self.cited if one.is_proposed)

    def sector(self, name: str) -> Text:
        """A sector in words; a name that the pack lacks stands for itself."""
        sector = self.pack.sectors.get(name)
        return Text.of(sector.label if sector else name)

    def severity(self, level: int) -> Text:
        """A class in words."""
        return Text.of(self.pack.severity.labels.get(level, {}) or str(level))

    def measure(self, name: str) -> Text | None:
        """A measure in words, by its name; None where there is none."""
        for sector in self.pack.sectors.values():
            if name in sector.measures:
                return Text.of(sector.measures[name].label)
        return None


def subject_of(
    lineage: Sequence[RulePack],
    files: Sequence[InputFile],
    cases: CasesReport,
    extract: tuple[str, ...] = (),
) -> Subject:
    """Lineage: the packs resolved, from the root to the one documented. files: it was read from.

    extract: sectors of a short document, see Subject; only their figures are then cited.
    Raises BadInput where a rule doesn't compile.
    """
    compiled = compile_pack(lineage[-1])
    return Subject(
        compiled,
        history_of(lineage),
        cases,
        _fingerprint(files),
        tuple(cited_rules(compiled.pack, extract)),
        _users(compiled),
        extract,
    )


def cited_rules(pack: RulePack, extract: tuple[str, ...] = ()) -> Iterator[CitedRule]:
    """Every rule of a pack that carries a source, in the order of the document.

    extract: sectors whose rules alone are meant; none for the whole pack.
    """
    if not extract:
        yield CitedRule(("severity",), pack.severity)
    for name, sector in pack.sectors.items():
        if not extract or name in extract:
            yield from _below(("sectors", name, "indicators"), sector.indicators)
            yield from _below(("sectors", name, "measures"), sector.measures)
    if extract:
        return
    for section in ("triggers", "entitlements", "modality", "catalogue", "referrals", "access"):
        yield from _below((section,), getattr(pack, section))


def _below(path: Path, value: object) -> Iterator[CitedRule]:
    if isinstance(value, Cited):
        yield CitedRule(path, value)
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _below((*path, str(key)), one)
    for name in getattr(type(value), "model_fields", {}):
        if name not in ("severity", "label"):
            yield from _below((*path, name), getattr(value, name))


def _fingerprint(files: Sequence[InputFile]) -> str:
    text = "".join(f"{file.sha256} {file.path}\n" for file in sorted(files, key=lambda f: f.path))
    return sha256(text.encode("utf-8")).hexdigest()[:_FINGERPRINT]


def _users(pack: CompiledPack) -> dict[str, tuple[str, ...]]:
    """By question, measure or indicator, the keys of the rules that name it."""
    users: dict[str, list[str]] = {}
    trees = {key: measure.tree for key, measure in pack.measures.items()}
    trees |= {key: indicator.tree for key, indicator in pack.indicators.items()}
    for key, tree in trees.items():
        for name in names_used(tree):
            users.setdefault(pack.keys.get(name, name), []).append(key)
    return {name: tuple(keys) for name, keys in users.items()}
