"""The fifty indicators as a rule pack, and random answers to its questions."""

from __future__ import annotations

from datetime import date

import numpy as np

from fifty_indicators.kinds import (
    INDICATORS,
    KINDS,
    NOT_ANSWERED,
    SECTORS,
    Answer,
    Number,
    Options,
    questions,
)  # fmt: skip
from rrm.intake import load_pack
from rrm.model.form import Assessment, Column, Form, Question, QuestionType
from rrm.model.rule_pack import Indicator, RulePack, Sector
from rrm.model.scenario import Group, Scenario, Settings, Site
from rrm.model.source_text import SourceText

START = date(2026, 4, 1)


def pack() -> RulePack:
    """The shipped baseline with its questions and sectors replaced by the fifty indicators."""
    base, _ = load_pack("sphere")
    form = Form(questions={name: _question(answer) for name, answer in questions().items()})
    sectors = {sector: _sector(sector) for sector in SECTORS}
    return base.model_copy(update={"form": form, "sectors": sectors, "referrals": {}})


def _question(answer: Answer) -> Question:
    label = {"en": "question", "fr": "question"}
    match answer:
        case Number(low, high, unit):
            return Question(type=QuestionType.INTEGER, label=label, unit=unit, range=(low, high))
        case Options(options):
            words = {option: {"en": option, "fr": option} for option in options}
            return Question(type=QuestionType.CHOICE, label=label, choices=words)
    return Question(type=QuestionType.BOOLEAN, label=label)


def _sector(sector: str) -> Sector:
    indicators = {}
    for home, name, number in INDICATORS:
        if home == sector:
            kind = KINDS[name]
            indicators[f"{name}_indicator_{number}"] = Indicator(
                label={"en": name, "fr": name},
                unit=kind.unit,
                value=SourceText(kind.value.format(n=number)),
                severity={c: SourceText(t.format(n=number)) for c, t in kind.lines.items()},
                critical=kind.is_critical,
                source="benchmark",
            )
    return Sector(sector=sector, label={"en": sector, "fr": sector}, indicators=indicators)


def answers(households: int, sites: int, seed: int = 1) -> tuple[Scenario, Assessment]:
    """Random households at random sites, a tenth of all answers missing."""
    random = np.random.default_rng(seed)
    at = np.sort(random.integers(0, sites, households))
    columns = {}
    for name, answer in questions().items():
        match answer:
            case Number(low, high):
                values = random.integers(low, high + 1, households)
            case Options(options):
                values = random.integers(0, len(options), households)
            case _:
                values = random.integers(0, 2, households)
        known = random.random(households) >= NOT_ANSWERED
        columns[name] = Column(np.where(known, values, 0).astype(np.float64), known)
    names = tuple(f"site-{number}" for number in range(sites))
    counts = np.bincount(at, minlength=sites)
    assessment = Assessment(
        tuple(names[site] for site in at),
        (Group.IDP.value,) * households,
        ("household",) * households,
        (START,) * households,
        np.ones(households),
        columns,
    )
    rows = tuple(
        Site(
            site_id=name, name=name, lat=16.0, lon=2.0, households=int(n), people=int(n) * 6,
            group=Group.IDP, node=name,
        )
        for name, n in zip(names, counts, strict=True)
    )  # fmt: skip
    settings = Settings(
        id="benchmark", title={"en": "benchmark"}, country="MLI", start=START, horizon_days=15,
        rules="sphere",
    )  # fmt: skip
    return Scenario(settings=settings, sites=rows), assessment
