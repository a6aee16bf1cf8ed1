"""`rrm close` and `rrm open`: what is reported of a road, written into the scenario."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.layout import wrapped
from rrm.cli.options import (
    THE_ANSWER_IS_NO,
    Json,
    Language,
    Quiet,
    bad_input_reported,
    language_of,
    print_json,
    show,
)
from rrm.cli.speech import say
from rrm.model.language import Message, Text, msg, msg_plural

if TYPE_CHECKING:
    from rrm.access import LinkBetween
    from rrm.model.rule_pack import RulePack
    from rrm.model.scenario import Closure

OneEnd = Annotated[str, typer.Argument(metavar="A", help=say("One end: its name or node."))]
OtherEnd = Annotated[str, typer.Argument(metavar="B", help=say("The other end."))]
InScenario = Annotated[
    Path,
    typer.Option("--scenario", metavar="FOLDER", help=say("The scenario's folder, else this one.")),
]
FirstDay = Annotated[
    str,
    typer.Option("--from", metavar="DATE", help=say("First day closed, else since before day 1.")),
]
LastDay = Annotated[
    str,
    typer.Option("--to", metavar="DATE", help=say("Last day closed, else until further notice.")),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=say("Why, for the reader."))]
ReasonFr = Annotated[
    str, typer.Option("--reason-fr", metavar="TEXT", help=say("The same in French."))
]
Classes = Annotated[
    list[str],
    typer.Option("--class", metavar="CLASS", help=say("Only for this vehicle class; repeatable.")),
]
HowSure = Annotated[
    str,
    typer.Option(
        "--certainty",
        metavar="HOW",
        help=say("certain is a wall; probable and possible add risk and cost."),
    ),
]
Reported = Annotated[
    str, typer.Option("--reported", metavar="DATE", help=say("Day of the report."))
]
Source = Annotated[
    str,
    typer.Option("--source", metavar="TEXT", help=say("Who says so: an office or role, no name.")),
]
OpenFrom = Annotated[
    str, typer.Option("--from", metavar="DATE", help=say("First day that it is open again."))
]


def close(
    one: OneEnd,
    other: OtherEnd,
    scenario: InScenario = Path(),
    start: FirstDay = "",
    end: LastDay = "",
    reason: Reason = "",
    reason_fr: ReasonFr = "",
    classes: Classes = [],  # noqa: B006 - Typer copies it
    certainty: HowSure = "certain",
    reported: Reported = "",
    source: Source = "",
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Adds a closed link to a scenario's closures.csv, and says what that changes."""
    language = language_of(lang)
    with bad_input_reported(as_json):
        from rrm.intake import closure_file, with_closure
        from rrm.whole_file import alone_in, write_whole

        scenario = _own_folder(scenario)
        texts: dict[str, str | Sequence[str]] = {
            "start": start,
            "end": end,
            "classes": [*classes],
            "reason": reason,
            "reason_fr": reason_fr,
            "certainty": certainty,
            "reported_on": reported,
            "source": source,
        }
        link, closure, pack = _report(scenario, (one, other), texts)
        with alone_in(scenario):
            path, data = closure_file(scenario)
            write_whole(path, with_closure(data, closure, str(path)))
    if as_json:
        print_json({"file": str(path), "closures": [_as_json(closure)]})
        return
    said = msg(
        "Closed: {link}, {days}, {how} ({classes}). It stands in {file}.",
        link=_names(link),
        days=_days(closure),
        how=_CERTAINTIES[closure.certainty.value],
        classes=_classes(closure, pack),
        file=str(path),
    )
    show([*wrapped(said.text(language)), *_next_step(scenario, link, language)], quiet)


def reopen(
    one: OneEnd,
    other: OtherEnd,
    when: OpenFrom,
    scenario: InScenario = Path(),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Ends the closures of a link in closures.csv on the day before it is open again."""
    language = language_of(lang)
    with bad_input_reported(as_json):
        from rrm.intake import closure_file
        from rrm.whole_file import alone_in, write_whole

        scenario = _own_folder(scenario)
        link, asked, _ = _report(scenario, (one, other), {"start": when})
        with alone_in(scenario):
            path, data = closure_file(scenario)
            changed, ended = _reopened(path, data, link, asked)
            if ended:
                write_whole(path, changed)
        still = _still_closed(scenario, link, asked)
    if as_json:
        print_json(
            {
                "file": str(path),
                "closures": [_as_json(closure) for closure in ended],
                "still_closed_by": [_as_json(closure) for closure in still],
            }
        )
    elif still and asked.start is not None:
        show(_inherited(still, link, asked.start, path, language), quiet)
    elif not ended:
        said = msg(
            "{link}: no closure in {file} holds on {date}.",
            link=_names(link),
            file=str(path),
            date=asked.start or when,
        )
        show(wrapped(said.text(language)), quiet)
    else:
        said = msg_plural(
            "{link} is open from {date}: {n} closure ends on the day before.",
            "{link} is open from {date}: {n} closures end on the day before.",
            n=len(ended),
            link=_names(link),
            date=asked.start or when,
        )
        show(wrapped(said.text(language)), quiet)
    if still or not ended:
        raise typer.Exit(THE_ANSWER_IS_NO)


_CERTAINTIES = {
    "certain": msg("certain"),
    "probable": msg("probable"),
    "possible": msg("possible"),
}


def _report(
    scenario: Path, ends: tuple[str, str], texts: Mapping[str, str | Sequence[str]]
) -> tuple[LinkBetween, Closure, RulePack]:
    """The link meant, what is said of it, and the scenario's pack.

    Raises BadInput with all that is wrong in both.
    """
    from rrm import journey
    from rrm.access import named_link
    from rrm.intake import closure_from
    from rrm.model.problem import BadInput

    loaded = journey.load(scenario, with_network=False)
    classes = loaded.pack.access.classes
    try:
        link = named_link(ends, loaded.scenario, "A B")
    except BadInput as unknown:
        try:
            closure_from({"from": "a", "to": "b", **texts}, "rrm close", classes)
        except BadInput as faulty:
            raise BadInput([*unknown.problems, *faulty.problems]) from None
        raise
    named = {"from": link.ends[0], "to": link.ends[1]}
    return link, closure_from({**named, **texts}, "rrm close", classes), loaded.pack


def _own_folder(scenario: Path) -> Path:
    """The folder that a report is written to. Raises BadInput where it is the engine's own."""
    from rrm.model.problem import BadInput, Place, Problem

    if scenario.name == "scenario.yaml" and scenario.is_file():
        return scenario.parent
    if scenario.is_dir() or not _is_shipped(scenario):
        return scenario
    raise BadInput(
        [
            Problem(
                "RRM-I048",
                Place(str(scenario)),
                msg("this scenario comes with the engine"),
                msg("reports are added to a scenario in a folder of your own"),
                msg("Copy it to a folder of yours, and name that one."),
            )
        ]
    )


def _is_shipped(scenario: Path) -> bool:
    from rrm import journey
    from rrm.model.problem import BadInput

    try:
        journey.load(scenario, with_network=False)
    except BadInput:
        return False
    return True


def _still_closed(scenario: Path, link: LinkBetween, asked: Closure) -> tuple[Closure, ...]:
    """What closes the link on the day asked for all the same: rows of an extended scenario."""
    from rrm import journey

    when = asked.start
    return tuple(
        closure
        for closure in journey.load(scenario, with_network=False).scenario.closures
        if {closure.from_node, closure.to_node} == set(link.ends)
        and when is not None
        and (closure.start is None or closure.start <= when)
        and (closure.end is None or when <= closure.end)
    )


def _inherited(
    still: tuple[Closure, ...], link: LinkBetween, when: date, path: Path, language: str
) -> list[str]:
    said = msg_plural(
        "{link} stays closed: {n} closure of a scenario that this one extends still holds.",
        "{link} stays closed: {n} closures of a scenario that this one extends still hold.",
        n=len(still),
        link=_names(link),
    )
    remedy = msg("What ends it stands in {file} as:", file=str(path))
    rows = [_ending_row(closure, when) for closure in still]
    return [
        *wrapped(said.text(language)),
        *wrapped(remedy.text(language)),
        "  from,to,start,end,classes,remove",
        *(f"  {','.join(row)}" for row in rows),
    ]


def _ending_row(closure: Closure, when: date) -> tuple[str, ...]:
    """The row of an extending scenario by which a link is open from a day on.

    It ends the inherited one on the day before, or takes it away where it begins on that day.
    """
    is_over = closure.start is not None and closure.start >= when
    return (
        closure.from_node,
        closure.to_node,
        f"{closure.start or ''}",
        "" if is_over else (when - timedelta(days=1)).isoformat(),
        ";".join(closure.classes),
        "yes" if is_over else "",
    )


def _reopened(
    path: Path, data: bytes | None, link: LinkBetween, asked: Closure
) -> tuple[bytes, tuple[Closure, ...]]:
    from rrm.intake import reopened

    if data is None or asked.start is None:
        return b"", ()
    return reopened(data, frozenset(link.ends), asked.start, str(path))


def _names(link: LinkBetween) -> Message:
    return msg("{a}–{b}", a=link.names[0], b=link.names[1])


def _days(closure: Closure) -> Message:
    start: date | None = closure.start
    end: date | None = closure.end
    if end is None:
        if start is None:
            return msg("until further notice")
        return msg("from {start} until further notice", start=start)
    if start is None:
        return msg("until {end}", end=end)
    return msg("from {start} to {end}", start=start, end=end)


def _classes(closure: Closure, pack: RulePack) -> Message:
    if not closure.classes:
        return msg("all vehicles")
    known = pack.access.classes
    return msg("{classes}", classes=tuple(Text.of(known[name].label) for name in closure.classes))


def _next_step(scenario: Path, link: LinkBetween, language: str) -> list[str]:
    folder = shlex.quote(str(scenario))
    ask = msg("What it changes, and the plan after it:").text(language)
    change = shlex.quote(f"open {link.ends[0]} > {link.ends[1]}")
    return [ask, f"  rrm access {folder} --what-if {change}", f"  rrm run {folder}"]


def _as_json(closure: Closure) -> dict[str, object]:
    return closure.model_dump(mode="json", by_alias=True)
