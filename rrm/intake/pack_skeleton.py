"""A rule pack to begin with: it extends another, says nothing else yet, and shows how to."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rrm.intake.rule_pack import load_pack
from rrm.intake.shipped import shipped_folder
from rrm.intake.wording import quoted
from rrm.model.form import Question, QuestionType
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import Indicator, Measure, RulePack, Sector
from rrm.rule_language import Options, Threshold, ordered_direction, parse_line

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RULES = "rules"
_VERSION = "0.1.0"
_SOURCE = "country-team"
_HOUSEHOLD = "household"


def write_pack_skeleton(pack_id: str, extends: str, folder: Path) -> tuple[Path, ...]:
    """Writes a pack of that id below a folder of packs; returns the files written.

    extends: the id of the pack that it builds on, looked for in the folder first. The pack says
    the same as that one; examples of its rules are comments. All files are written, or none.
    Raises BadInput where the id is none or taken, the folder is not called `rules`, or there is
    no pack to extend.
    """
    near = folder.resolve().parent / "scenarios" / "any"
    problems = [problem for problem in _refusals(pack_id, folder) if problem is not None]
    if problems:
        raise BadInput(problems)
    parent, _ = load_pack(extends, near)
    texts = dict(_files(pack_id, parent))
    home = folder / pack_id
    try:
        _write(home, texts)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadInput([_not_written(home, why)]) from None
    return tuple(home / name for name in texts)


def _write(home: Path, texts: dict[str, str]) -> None:
    """The whole folder under another name first, then in its place."""
    home.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=home.parent, prefix=".new-"))
    try:
        pack = draft / home.name
        for name, text in texts.items():
            path = pack / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        pack.rename(home)
    finally:
        shutil.rmtree(draft)


def _refusals(pack_id: str, folder: Path) -> Iterator[Problem | None]:
    if _ID.fullmatch(pack_id) is None:
        yield Problem(
            "RRM-R132",
            Place(quoted(pack_id)),
            msg("this is no id of a rule pack"),
            msg("small letters, digits, - and _ are allowed, a letter or digit first"),
            msg("Write, for example, mali-gao."),
        )
        return
    if folder.resolve().name != _RULES:
        yield Problem(
            "RRM-R135",
            Place(quoted(folder)),
            msg('the folder is called "{name}"', name=quoted(folder.resolve().name)),
            msg("packs lie in a folder called rules, where they find those that they extend"),
            msg("Write --to {folder}.", folder=quoted(folder / _RULES)),
        )
    home = folder / pack_id
    if home.exists() or home.is_symlink():
        yield Problem(
            "RRM-R133",
            Place(quoted(home)),
            msg("there is a file or folder of that name"),
            msg("a new pack is written to a new folder"),
            msg("Choose another id; nothing was written."),
        )
    elif (shipped_folder(_RULES) / pack_id).is_dir():
        yield Problem(
            "RRM-R134",
            Place(quoted(pack_id)),
            msg("a pack that comes with the engine has this id"),
            msg("an id stands for one pack"),
            msg("Choose another id, such as {name}.", name=f"{pack_id}-own"),
        )


def _not_written(home: Path, why: str) -> Problem:
    return Problem(
        "RRM-R131",
        Place(quoted(home)),
        msg("it can't be written ({why})", why=why),
        msg("a folder that exists and may be written to is needed"),
        msg("Make the folder, or choose another."),
    )


def _files(pack_id: str, parent: RulePack) -> Iterator[tuple[str, str]]:
    yield "pack.yaml", _about(pack_id, parent)
    found = _example_sector(parent)
    if found is not None:
        yield f"{found.sector}.yaml", _sector_file(pack_id, parent, found)
    yield "tests/own_cases.yaml", _cases(parent)


def _about(pack_id: str, parent: RulePack) -> str:
    languages = [_scalar(language) for language in parent.languages]
    titles = "\n".join(f"  {language}: {_scalar(pack_id)}" for language in languages)
    return f"""\
# A pack that extends {parent.id}: what is not written in this folder is as it is there.
# Check it after each change, see what it changes, write it down for the sector leads to sign:
#   rrm rules lint {pack_id}
#   rrm rules test {pack_id}
#   rrm rules diff {parent.id} {pack_id} --scenario SCENARIO
#   rrm rules docs {pack_id} --to {pack_id}.html
id: {_scalar(pack_id)}
# Raise the version with each change: a run records it.
version: {_VERSION}
extends: {parent.id}

# What people call it.
title:
{titles}
languages: [{", ".join(languages)}]

# Documents that this pack's own figures come from, each by a key of your own; those of
# {parent.id} may be cited too. A `source:` begins with one of these keys.
sources:
  {_SOURCE}:
    title: "Decisions of the country team: replace this by the minutes, with their date"

# One figure of another file is changed in a file of that name here, for example severity.yaml:
#   area_share: {parent.severity.area_share:g}
#   source: {_SOURCE} who decided, and when
#   status: proposed
"""


def _example_sector(parent: RulePack) -> Sector | None:
    """The first sector with an indicator whose lines are plain thresholds; else with any."""
    sectors = [sector for sector in parent.sectors.values() if sector.indicators]
    plain = [one for one in sectors if any(_is_ordered(rule) for rule in one.indicators.values())]
    return next(iter((*plain, *sectors)), None)


def _is_ordered(rule: Indicator) -> bool:
    lines = tuple(parse_line(severity, text) for severity, text in rule.severity.items())
    if not lines:
        return False
    return ordered_direction(lines) is not None


def _sector_file(pack_id: str, parent: RulePack, sector: Sector) -> str:
    examples = "".join(
        part
        for part in (_override(parent, sector), _removal(parent, sector), _addition(parent, sector))
    )
    return f"""\
## This pack's own word on a sector. Everything that is not written here is as in {parent.id}.
##
## Lines that begin with one # are examples. To try one, take the # and the space after it away,
## there and before `indicators:`. Then run: rrm rules lint {pack_id}
sector: {_scalar(sector.sector)}

# indicators:
{examples}"""


def _override(parent: RulePack, sector: Sector) -> str:
    """A line of an indicator to change, as the parent has it."""
    name = next((name for name, rule in sector.indicators.items() if _is_ordered(rule)), None)
    if name is None:
        return ""
    rule = sector.indicators[name]
    severity = next(iter(rule.severity))
    inherited = "\n".join(
        f"##   {level}: {_one_line(text)}" for level, text in rule.severity.items()
    )
    return f"""
## 1. Another figure. {parent.id} says of {_one_line(name)}:
{inherited}
## Write the class whose line you change, and say where your figure comes from.
#   {_scalar(name)}:
#     severity: {{{severity}: {_one_line(rule.severity[severity])}}}
#     source: {_SOURCE} who decided, and when
#     status: proposed
#     valid_for: where, and until when
"""


def _removal(parent: RulePack, sector: Sector) -> str:
    """An indicator that may go: not the example's own, not critical, and no rule leans on it."""
    ordered = [name for name, rule in sector.indicators.items() if _is_ordered(rule)]
    spoken = {word for rule in _rules(parent) for word in re.findall(r"\w+", rule)}
    name = next(
        (
            name
            for name, rule in reversed(sector.indicators.items())
            if not rule.critical and name not in spoken and name not in ordered[:1]
        ),
        None,
    )
    if name is None:
        return ""
    return f"""
## 2. One rule less: what is inherited under a name is taken away.
#   {_scalar(name)}: ~remove
"""


def _rules(parent: RulePack) -> Iterator[str]:
    """Every expression of a pack."""
    for sector in parent.sectors.values():
        rules: list[Measure | Indicator] = [*sector.measures.values(), *sector.indicators.values()]
        for rule in rules:
            yield rule.value
            if rule.table is not None:
                yield from (rule.table.rows, rule.table.columns)
        for indicator in sector.indicators.values():
            yield from indicator.severity.values()


def _addition(parent: RulePack, sector: Sector) -> str:
    """An indicator more, on a question that the form has already."""
    found = _plain_question(parent)
    if found is None:
        return ""
    question, label, lines = found
    name = f"own_{question}"
    labels = "\n".join(
        f"#       {_scalar(language)}: {_quoted(label.get(language, question))}"
        for language in parent.languages
    )
    section = ", and into a section below `sections:`" if parent.form.sections else ""
    return f"""
## 3. One rule more, on a question that is asked already. A question that the form lacks goes into
## a file form.yaml of this folder, below `questions:`{section}.
#   {_scalar(name)}:
#     label:
{labels}
#     value: {question}
#     critical: false
#     severity: {{{lines}}}
#     source: {_SOURCE} who decided, and when
#     status: proposed
"""


def _plain_question(parent: RulePack) -> tuple[str, dict[str, str], str] | None:
    """A question to make an indicator of: name, label, severity lines; best one with options."""
    for name, question in parent.form.questions.items():
        if question.personal or tuple(question.asked_of) != (_HOUSEHOLD,):
            continue
        if question.type is QuestionType.CHOICE and question.choices:
            option = next(iter(question.choices))
            return name, question.label, f"2: \"is '{option}'\", 1: otherwise"
    for name, question in parent.form.questions.items():
        if question.type is QuestionType.BOOLEAN and not question.personal:
            return name, question.label, "2: value, 1: otherwise"
    return None


def _cases(parent: RulePack) -> str:
    case = next(_passing_cases(parent), None)
    head = f"""\
# Worked cases: what the rules of this pack must give. `rrm rules test` runs them along with those
# of {parent.id}. Write one for each figure that you change, at its edge.
"""
    if case is None:
        return head + "cases: []\n"
    key, question, answer, severity = case
    return f"""{head}cases:
  - name: as in {parent.id}, until this pack says otherwise
    source: {_SOURCE} taken over from {parent.id}
    household: {{{question}: {answer}}}
    expect: {{{key}: {{severity: {severity}}}}}
"""


def _passing_cases(parent: RulePack) -> Iterator[tuple[str, str, str, int]]:
    """Indicators that are one answer of a household, with an answer that their first line takes.

    key, question, answer as a case writes it, and the class: the first line that holds decides.
    """
    for sector in parent.sectors.values():
        for name, rule in sector.indicators.items():
            question = parent.form.questions.get(_one_line(rule.value))
            if question is None or question.personal or rule.level != _HOUSEHOLD:
                continue
            severity, text = next(iter(rule.severity.items()))
            answer = _answer(question, parse_line(severity, text).test)
            if answer is not None:
                key = f"{sector.sector}.{name}"
                yield key, _one_line(rule.value), answer, severity


def _answer(question: Question, test: object) -> str | None:
    """An answer that a line takes; None where it can't be read off the line."""
    match test:
        case Options(options=(option, *_)):
            return _quoted(option)
        case Threshold(word=word, limit=limit):
            low, high = question.range or (0.0, limit + 1)
            taken = low if word in ("below", "at most") else high
            fits = {
                "below": taken < limit,
                "at most": taken <= limit,
                "above": taken > limit,
                "at least": taken >= limit,
            }
            return f"{taken:g}" if fits[word] else None
        case _:
            return None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _scalar(text: str) -> str:
    """Text as a YAML scalar, in quotes where it is more than a plain word."""
    return text if re.fullmatch(r"[A-Za-z][\w-]*", text) else _quoted(text)


def _quoted(text: str) -> str:
    """Text as a YAML scalar in double quotes, whatever it holds."""
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
