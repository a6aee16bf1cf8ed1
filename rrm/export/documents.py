"""The documents of a plan, made one after another from the published plan alone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from rrm.export.choice import Choice, chosen
from rrm.export.formats import FORMATS, Circle, Format, Languages, Maker, loaded
from rrm.export.published import PublishedPlan, Stamp
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

Progress = Callable[[Message], None]
"""Told which document is under way."""

_SHARED_PLAN = "sharing:shared_plan"


@dataclass(frozen=True, slots=True)
class Document:
    """A file for people. name: the same on every system. languages: that it speaks."""

    name: str
    content: bytes
    circle: Circle
    languages: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The checksum of its content."""
        return hashlib.sha256(self.content).hexdigest()


def documents(
    plan: PublishedPlan,
    formats: Sequence[str],
    languages: Sequence[str],
    progress: Progress,
    *,
    shared_only: bool = False,
    among: Mapping[str, Format] = FORMATS,
) -> Iterator[Document]:
    """What was asked for, in the order of the formats; the same plan gives the same bytes.

    Raises BadInput before anything is made: as `chosen` does, RRM-X005 where two documents would
    have one name, RRM-X021 where something is shared and the pack says no minimum of what may be
    told. Raises ValueError for a plan without a stamp.
    """
    if plan.stamp is None:
        raise ValueError("a plan that leaves its run folder has a stamp")
    choice = chosen(formats, languages, shared_only=shared_only, among=among)
    jobs = tuple(_jobs(plan, choice))
    _refuse_same_names(plan.stamp, jobs)
    shared = _shared(plan, choice.makers)
    return _made(plan, plan.stamp, shared, jobs, progress)


def doubts(plan: PublishedPlan, choice: Choice) -> tuple[Problem, ...]:
    """What to tell with the documents: what is left out (RRM-X003), that it is a draft (X008),
    letters that paper can't show (X009).
    """
    return (*choice.doubts, *(_draft(plan.stamp) if plan.stamp else ()), *_letters(plan, choice))


def listing(stamp: Stamp, made: Iterable[Document], run_sha256: str) -> tuple[str, bytes]:
    """The name and content of the list that goes beside the documents, as JSON.

    run_sha256: of the run.json that they were made from.
    """
    approval = stamp.approval
    found = {
        "run_id": stamp.run_id,
        "run_sha256": run_sha256,
        "scenario": stamp.scenario_id,
        "approval": None
        if approval is None
        else {
            "role": approval.role,
            "on": approval.on.isoformat(),
            "entry": approval.entry,
            "digest": approval.digest,
        },
        "documents": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "circle": one.circle.value,
                "languages": list(one.languages),
            }
            for one in made
        ],
    }
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    return list_name(stamp), text.encode("utf-8")


def list_name(stamp: Stamp) -> str:
    """What the list beside the documents of a run is called."""
    return f"{_beginning(stamp)}_documents.json"


@dataclass(frozen=True, slots=True)
class _Job:
    """One document to be made. programme: empty where it is of all."""

    maker: Maker
    languages: tuple[str, ...]
    programme: str = ""

    def name(self, stamp: Stamp) -> str:
        parts = [self.maker.document, *([self.programme] if self.programme else [])]
        what = re.sub(r"[^A-Za-z0-9-]+", "-", "-".join(parts))
        spoken = "-".join(self.languages)
        return f"{_beginning(stamp)}_{what}_{spoken}.{self.maker.ending}"


def _beginning(stamp: Stamp) -> str:
    return f"{stamp.scenario_id}_{stamp.run_code}"


def _jobs(plan: PublishedPlan, choice: Choice) -> Iterator[_Job]:
    with_cases = tuple(dict.fromkeys(case.programme for case in plan.referrals))
    for maker in choice.makers:
        by_file = (
            tuple((code,) for code in choice.languages)
            if maker.languages is Languages.EACH
            else (choice.languages,)
        )
        for programme in with_cases if maker.is_per_programme else ("",):
            for languages in by_file:
                yield _Job(maker, languages, programme)


def _made(
    plan: PublishedPlan, stamp: Stamp, shared: object, jobs: tuple[_Job, ...], progress: Progress
) -> Iterator[Document]:
    for job in jobs:
        name = job.name(stamp)
        progress(msg("Writing {name}", name=name))
        of = shared if job.maker.circle is Circle.SHARED else plan
        if job.programme:
            of = _cases_of(of, job.programme)
        content = job.maker.make(of, job.languages)
        yield Document(name, content, job.maker.circle, job.languages)


def _cases_of(shared: object, programme: str) -> object:
    """A shared plan with the cases of one programme alone."""
    plan = cast(Any, shared)
    return replace(plan, cases=tuple(case for case in plan.cases if case.programme == programme))


def _shared(plan: PublishedPlan, makers: tuple[Maker, ...]) -> object:
    """What may be told outside, worked out once for all shared documents of a run."""
    if all(maker.circle is not Circle.SHARED for maker in makers):
        return None
    rules = plan.facts.pack.sharing
    if rules is None:
        raise BadInput(
            [
                Problem(
                    "RRM-X021",
                    Place("sharing.yaml"),
                    msg("the rule pack says no smallest count that may be told"),
                    msg("documents that are passed on hide smaller ones"),
                    msg("Add minimum_cell to the sharing.yaml of the pack, and plan again."),
                )
            ]
        )
    return cast(object, loaded(_SHARED_PLAN)(plan, rules))


def _refuse_same_names(stamp: Stamp, jobs: tuple[_Job, ...]) -> None:
    names = [job.name(stamp) for job in jobs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadInput(
            Problem(
                "RRM-X005",
                Place(name),
                msg("two documents would have this name"),
                msg("programmes are told apart by the letters a-z, digits and hyphens of a code"),
                msg("Rename one of the programmes in referrals.yaml."),
            )
            for name in twice
        )


def _letters(plan: PublishedPlan, choice: Choice) -> tuple[Problem, ...]:
    if not any(maker.needs for maker in choice.makers):
        return ()
    found: tuple[Problem, ...] = loaded("paper:letters_lacking")(plan, choice.languages)
    return found


def _draft(stamp: Stamp) -> Iterator[Problem]:
    if stamp.is_draft:
        yield Problem(
            "RRM-X008",
            Place(stamp.run_id),
            msg("nobody has approved this run"),
            msg("every page says draft until somebody does"),
            msg("Approve it with rrm approve, then export again."),
            is_error=False,
        )
