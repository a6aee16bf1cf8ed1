"""Households with members, groups and key informants, for tests of rules at their levels.

    table = levels_table("mean_of(children, muac)", level="household", households=[…])

The pack is the tiny one with a roster `children` (muac in mm, in_school, sex), a roster `deaths`
without rows where nobody died, and questions to key informants.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from rrm.model.form import Assessment, Column, Form, Question, Respondent, Roster, RosterRows
from rrm.model.needs import Needs
from rrm.model.rule_pack import Indicator, Measure, RulePack, Sector
from rrm.model.source_text import SourceText
from rrm.scoring import CompiledPack, compile_pack, score_sites
from rrm.scoring.rule_table import RuleTable
from tests.scoring.sites import tiny

WORDS = {"en": "Words", "fr": "Mots"}
BOTH = (Respondent.HOUSEHOLD, Respondent.KEY_INFORMANT)
INFORMANTS = (Respondent.KEY_INFORMANT,)
FORM = Form(
    questions={
        "household_size": Question(type="integer", label=WORDS, unit="person"),
        "water_litres_per_day": Question(type="number", label=WORDS, unit="L/day"),
        "died": Question(type="integer", label=WORDS, unit="person", recall_days=90),
        "has_soap": Question(type="boolean", label=WORDS),
        "muac": Question(type="number", label=WORDS, unit="mm"),
        "shelter": Question(type="choice", label=WORDS, choices={"none": WORDS, "tent": WORDS}),
        "market_open": Question(type="boolean", label=WORDS, asked_of=INFORMANTS),
        "distance": Question(type="number", label=WORDS, unit="km", asked_of=BOTH),
    },
    rosters={
        "children": Roster(
            label={"en": "Children under five", "fr": "Enfants de moins de cinq ans"},
            unit="person",
            questions={
                "muac": Question(type="number", label=WORDS, unit="mm"),
                "in_school": Question(type="boolean", label=WORDS),
                "age": Question(type="integer", label=WORDS, unit="year"),
            },
        ),
        "deaths": Roster(
            label={"en": "Deaths", "fr": "Décès"},
            unit="person",
            questions={"age": Question(type="integer", label=WORDS, unit="year")},
            without_rows="none",
        ),
    },
)


@dataclass(frozen=True)
class Asked:
    """An interview: where, who, and what was answered; rows by roster."""

    answers: Mapping[str, float] = field(default_factory=dict)
    children: Sequence[Mapping[str, float]] = ()
    deaths: Sequence[Mapping[str, float]] = ()
    site: str = "A"
    group: str = "idp"
    respondent: str = "household"
    weight: float = 1.0


def informant(site: str = "A", group: str = "idp", **answers: float) -> Asked:
    """An interview with a key informant."""
    return Asked(answers, site=site, group=group, respondent="key_informant")


def measure(value: str, unit: str = "", **keys: object) -> Measure:
    """A measure of the tiny pack."""
    return Measure(label=WORDS, unit=unit, value=SourceText(value), source="book", **keys)


def indicator(value: str, unit: str = "", severity: Mapping[int, str] | None = None,
              **keys: object) -> Indicator:  # fmt: skip
    """An indicator of the tiny pack; by default the worse the higher, from 10 to 40 per cent."""
    lines = severity or {5: "at least 0.4", 4: "at least 0.3", 3: "at least 0.2", 1: "otherwise"}
    texts = {number: SourceText(text) for number, text in lines.items()}
    return Indicator(
        label={"en": "Indicator", "fr": "Indicateur"}, unit=unit, value=SourceText(value),
        severity=texts, source="book", **keys,
    )  # fmt: skip


def pack_of(form: Form = FORM, **rules: Measure | Indicator) -> RulePack:
    """The tiny pack with one sector, `health`, of these rules."""
    sector = Sector(
        sector="health",
        label={"en": "Health", "fr": "Santé"},
        measures={name: one for name, one in rules.items() if isinstance(one, Measure)},
        indicators={name: one for name, one in rules.items() if isinstance(one, Indicator)},
    )
    pack = tiny().pack
    profiles = {
        name: one.model_copy(update={"severity": {"health": 3}})
        for name, one in pack.triggers.profiles.items()
    }
    triggers = pack.triggers.model_copy(update={"profiles": profiles})
    return pack.model_copy(
        update={"form": form, "sectors": {"health": sector}, "triggers": triggers, "referrals": {}}
    )


def assessment_of(interviews: Sequence[Asked], form: Form = FORM) -> Assessment:
    """Interviews as columns, roster rows in the order of their households."""
    return Assessment(
        tuple(one.site for one in interviews),
        tuple(one.group for one in interviews),
        tuple(one.respondent for one in interviews),
        (date(2022, 4, 12),) * len(interviews),
        np.array([one.weight for one in interviews], dtype=np.float64),
        columns_of(form.questions, [one.answers for one in interviews]),
        {
            name: _rows(roster, [getattr(one, name) for one in interviews])
            for name, roster in form.rosters.items()
        },
    )


def table_of(interviews: Sequence[Asked], **rules: Measure | Indicator) -> RuleTable:
    """Every rule's values over these interviews."""
    return RuleTable(compiled(**rules), assessment_of(interviews))


def compiled(**rules: Measure | Indicator) -> CompiledPack:
    """The pack of these rules, checked."""
    return compile_pack(pack_of(**rules))


def compiled_with(form: Form, **rules: Measure | Indicator) -> CompiledPack:
    """The same over another form."""
    return compile_pack(pack_of(form, **rules))


def value(text: str, *interviews: Asked, unit: str = "", **keys: object) -> float | None:
    """The value of one rule at its first row; None where it is not known."""
    column = table_of(interviews, it=measure(text, unit, **keys)).column("health.it")
    return float(column.values[0]) if column.known[0] else None


def scored(interviews: Sequence[Asked], pack: RulePack) -> Needs:
    """Need scores of the tiny scenario's sites with these interviews."""
    return score_sites(tiny().scenario, pack, assessment_of(interviews, pack.form))


def scored_with(form: Form, interviews: Sequence[Asked], **rules: Measure | Indicator) -> Needs:
    """Need scores by these rules over another form."""
    return scored(interviews, pack_of(form, **rules))


def reordered(assessment: Assessment, order: Sequence[int]) -> Assessment:
    """The same interviews in another order, each with its roster rows."""
    picked = np.array(order, dtype=np.int64)
    rank = np.argsort(picked)

    def rows(one: RosterRows) -> RosterRows:
        owners = rank[one.households]
        by_owner = np.argsort(owners, kind="stable")
        return RosterRows(owners[by_owner], _columns_at(one.columns, by_owner))

    return replace(
        assessment,
        site_ids=tuple(assessment.site_ids[i] for i in order),
        groups=tuple(assessment.groups[i] for i in order),
        respondents=tuple(assessment.respondents[i] for i in order),
        weights=assessment.weights[picked],
        columns=_columns_at(assessment.columns, picked),
        rosters={name: rows(one) for name, one in assessment.rosters.items()},
    )


def columns_of(questions: Mapping[str, Question], rows: Sequence[Mapping[str, float]]) -> dict:
    return {
        name: Column(
            np.array([float(row.get(name, 0.0)) for row in rows]),
            np.array([name in row for row in rows], dtype=np.bool_),
        )
        for name in questions
    }


def _columns_at(columns: Mapping[str, Column], rows: np.ndarray) -> dict[str, Column]:
    return {name: Column(one.values[rows], one.known[rows]) for name, one in columns.items()}


def _rows(roster: Roster, rows: Sequence[Sequence[Mapping[str, float]]]) -> RosterRows:
    flat = [(at, row) for at, own in enumerate(rows) for row in own]
    return RosterRows(
        np.array([at for at, _ in flat], dtype=np.int64),
        columns_of(roster.questions, [row for _, row in flat]),
    )
