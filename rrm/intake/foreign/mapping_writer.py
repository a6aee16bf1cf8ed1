"""A proposed mapping as the YAML file that a person reads, corrects and confirms."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rrm.intake.foreign.mapping import Grade, Table
from rrm.intake.foreign.mapping_reader import shipped_mappings
from rrm.intake.foreign.proposals import Proposal
from rrm.intake.foreign.proposed_mapping import ProposedMapping
from rrm.intake.wording import quoted
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import BadInput, Place, Problem

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_WIDTH = 96
_ANSWERS_LISTED = 12
_CHECK = msg("most alike: check")
_GRADES: dict[Grade, Message] = {
    Grade.CERTAIN: msg("certain"),
    Grade.LIKELY: msg("likely"),
    Grade.DOUBTFUL: msg("doubtful"),
}


def mapping_text(proposed: ProposedMapping, language: str = "en") -> str:
    """The mapping file: proposals with what speaks for them, then what nothing was found for.

    Nobody has confirmed it, so that it can't be used as it is; doubtful lines say so themselves.
    """
    lines = [
        *_comment(_to_do(proposed), language),
        "mapping: 1",
        f"pack: {proposed.pack.id}",
        f"title: {{en: {_scalar(proposed.file)}, fr: {_scalar(proposed.file)}}}",
        f"source: {_scalar(proposed.file)}",
        *_comment(
            msg("Who looked at every line, and when, such as: information manager, 2026-11-24"),
            language,
        ),
        'confirmed_by: ""',
        "",
        "tables:",
        f"  households: {_households(proposed)}",
    ]
    lines += [f"  {one.roster}: {_link(one.link)}" for one in proposed.rosters]
    if proposed.missing:
        lines += ["", *_wrapped("missing: [", list(map(_scalar, proposed.missing)), "]")]
    lines += ["", "keys:", *_recipes(proposed.keys, 2, language)]
    lines += _needed(proposed, language)
    lines += ["", "questions:" if proposed.questions else "questions: {}"]
    lines += _recipes(proposed.questions, 2, language)
    if proposed.rosters:
        lines += ["", "rosters:"]
        for one in proposed.rosters:
            lines += [f"  {one.roster}:", f"    table: {one.roster}", "    questions:"]
            lines += _recipes(one.proposals, 6, language)
    lines += ["", "left_out:" if proposed.personal else "left_out: {}"]
    lines += [f"  {_scalar(name)}: personal" for name in proposed.personal]
    lines += ["", *_open_ends(proposed, language)]
    return "\n".join(lines) + "\n"


def write_mapping(text: str, path: Path) -> None:
    """Writes a mapping file; raises BadInput where there is a file already, or none can be made."""
    try:
        with path.open("xb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise BadInput([_there_already(path)]) from None
    except OSError as error:
        problem = Problem(
            "RRM-I094",
            Place(quoted(path)),
            msg("this can't be written: {why}", why=error.strerror or type(error).__name__),
            msg("a folder is needed that can be written to"),
            msg("Free some space, or give another folder."),
        )
        raise BadInput([problem]) from error


def _to_do(proposed: ProposedMapping) -> Message:
    return msg(
        "Proposed by `rrm intake`. Look at every line: keep it, correct it or take it out."
        " A line with `proposed: doubtful` needs your yes: take these words out if it is right."
        " Then fill in confirmed_by. Shipped mappings to learn from: {names}.",
        names=", ".join(shipped_mappings()),
    )


def _households(proposed: ProposedMapping) -> str:
    parts = [f"sheet: {_scalar(proposed.households.name)}"]
    if proposed.key is not None:
        parts.append(f"key: {_scalar(proposed.key)}")
    return "{" + ", ".join(parts) + "}"


def _link(link: Table) -> str:
    parts = {"sheet": link.sheet, "parent": link.parent, "parent_key": link.parent_key}
    said = [f"{key}: {_scalar(str(text))}" for key, text in parts.items() if text is not None]
    return "{" + ", ".join(said) + "}"


def _recipes(proposals: Iterable[Proposal], indent: int, language: str) -> Iterator[str]:
    pad = " " * indent
    for one in proposals:
        said = msg("{grade}: {why}", grade=_GRADES[one.grade], why=one.why)
        yield from _comment(said, language, indent)
        values = dict(one.fit.options)
        is_plain = not (values or one.reading or one.options) and one.grade is not Grade.DOUBTFUL
        if is_plain:
            yield f"{pad}{one.question}: {_scalar(one.column)}"
        else:
            yield f"{pad}{one.question}:"
            yield from _source(one, pad)
            if one.grade is Grade.DOUBTFUL:
                yield f"{pad}  proposed: doubtful"
            yield from (f"{pad}  {key}: {word}" for key, word in one.reading.items())
            if values:
                yield f"{pad}  values:"
                for answer, option in values.items():
                    check = f"  # {_CHECK.text(language)}" if answer in one.fit.guessed else ""
                    yield f"{pad}    {_scalar(answer)}: {_scalar(option)}{check}"
        if one.fit.uncovered:
            yield from _comment(_uncovered(one), language, indent + 2)


def _source(one: Proposal, pad: str) -> Iterator[str]:
    if not one.options:
        yield f"{pad}  column: {_scalar(one.column)}"
        return
    yield f"{pad}  options:"
    for option, column in one.options.items():
        yield f"{pad}    {_scalar(option)}: {_scalar(column)}"


def _uncovered(one: Proposal) -> Message:
    most = list(one.fit.uncovered.items())
    shown = ", ".join(f"{quoted(text)} ({n})" for text, n in most[:_ANSWERS_LISTED])
    more = ", …" if len(most) > _ANSWERS_LISTED else ""
    return msg("not led anywhere yet, with how often: {answers}", answers=shown + more)


def _needed(proposed: ProposedMapping, language: str) -> Iterator[str]:
    found = {one.question for one in proposed.keys}
    for name in ("site_id", "group"):
        if name not in found:
            yield from _comment(
                msg("Nothing was found: name a column, or one answer for the whole file."),
                language,
                2,
            )
            yield f"  # {name}: {{always: …}}"
    if not found:
        yield "  {}"


def _open_ends(proposed: ProposedMapping, language: str) -> Iterator[str]:
    """As comments: columns that nothing was proposed for, and questions nobody answers."""
    if proposed.left:
        yield from _comment(
            msg_plural(
                "{n} column without a proposal: use it, or say under left_out why not",
                "{n} columns without a proposal: use them, or say under left_out why not",
                n=len(proposed.left),
            ),
            language,
        )
        yield from _names(proposed.left)
    if proposed.unanswered:
        yield from _comment(
            msg_plural(
                "{n} question of the form that nothing was found for",
                "{n} questions of the form that nothing was found for",
                n=len(proposed.unanswered),
            ),
            language,
        )
        yield from _names(proposed.unanswered)


def _names(names: Iterable[str]) -> Iterator[str]:
    yield from _wrapped("#   ", [quoted(name) for name in names], "", "#   ")


def _comment(said: Message, language: str, indent: int = 0) -> Iterator[str]:
    pad = " " * indent + "# "
    yield from _wrapped(pad, said.text(language).split(" "), "", pad, " ")


def _wrapped(
    start: str, words: list[str], end: str, hanging: str = "  ", between: str = ", "
) -> Iterator[str]:
    """Words after each other on lines of a readable width."""
    line = start
    for at, word in enumerate(words):
        piece = word + (between if at < len(words) - 1 else end)
        if line not in (start, hanging) and len(line) + len(piece.rstrip()) > _WIDTH:
            yield line.rstrip()
            line = hanging
        line += piece
    yield line.rstrip() if words else (start + end)


def _scalar(text: str) -> str:
    """A text in YAML: as it is where nothing could be taken for a sign, else in quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(quoted_whole(text), ensure_ascii=False)


def quoted_whole(text: str) -> str:
    """A name or answer without what a YAML file can't hold; never shortened."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _there_already(path: Path) -> Problem:
    return Problem(
        "RRM-I094",
        Place(quoted(path)),
        msg("this file is there already"),
        msg("an intake replaces nothing"),
        msg("Choose another name with --to, or move it away."),
    )
