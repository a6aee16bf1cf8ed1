"""Locks and a floor that can't all be kept, and the ways out: for a terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rrm.cli.figures import at_least_percent, at_most_percent
from rrm.cli.layout import heading, wrapped
from rrm.cli.unmet_lines import missing_in_words
from rrm.model.language import LANGUAGES, Message, Text, msg, msg_plural
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Lock, Scenario
from rrm.what_if import Change, Claim, Collision, ConflictAnswer, Relaxation, Standing

SITES_NAMED = 6


def conflict_lines(answer: ConflictAnswer, standing: Standing, language: str) -> Iterator[str]:
    """What collides, conflict by conflict, then the least that must be given up."""
    if not answer.asks_anything:
        yield from wrapped(_NOTHING_ASKED.text(language))
        return
    if answer.can_be_kept is None:
        yield from wrapped(_NOT_SETTLED.text(language))
        return
    if answer.can_be_kept:
        yield from wrapped(_ALL_KEPT.text(language))
        return
    words = _Words(standing)
    for number, collision in enumerate(answer.collisions, start=1):
        if number > 1:
            yield ""
        yield from _collision(collision, number, len(answer.collisions), words, language)
    yield ""
    yield heading(msg("Ways out").text(language))
    yield from _ways_out(answer.relaxations, words, language)


def conflict_json(answer: ConflictAnswer) -> dict[str, object]:
    """The same as data, sentences in every language."""
    return {
        "asks_anything": answer.asks_anything,
        "can_be_kept": answer.can_be_kept,
        "conflicts": [
            {
                "asked": [_claim_json(claim) for claim in one.conflict.claims],
                "means": [
                    {
                        "kind": means.kind.value,
                        "where": list(means.where),
                        "words": _both(means.words),
                    }
                    for means in one.conflict.means
                ],
                "reasons": [_both(reason) for reason in one.reasons],
                "irreducible": one.conflict.is_irreducible,
            }
            for one in answer.collisions
        ],
        "ways_out": [
            {
                "changes": [_change_json(change) for change in way.changes],
                "least": way.is_least,
                "planned_and_checked": way.is_planned,
            }
            for way in answer.relaxations
        ],
    }


_NOTHING_ASKED = msg("The scenario has no locks and no floor: there is nothing to collide.")
_ALL_KEPT = msg("All locks and the floor can be kept: nothing collides.")
_NOT_SETTLED = msg(
    "Within the limits of the search no plan was found that keeps all locks and the floor, and"
    " none was proven to be impossible. Give it more time with --time-limit."
)


class _Words:
    """Locks and floors in a scenario's own names."""

    def __init__(self, standing: Standing) -> None:
        self.scenario: Scenario = standing.scenario
        self.pack: RulePack = standing.pack

    def amount(self, lock: Lock, units: float) -> Message:
        """So much of what a lock speaks of: 40 × NFI kit."""
        return missing_in_words(self.pack.catalogue[lock.item], units)

    def where(self, lock: Lock) -> Message:
        site = self.scenario.site_name(lock.site_id)
        if lock.day is None:
            return msg("{site}", site=site)
        return msg("{site}, day {day}", site=site, day=lock.day)

    def lock(self, lock: Lock) -> Message:
        """Where, how much at least or at most, and why."""
        where = self.where(lock)
        if lock.at_least is not None:
            asked = msg("{where}: at least {amount}", where=where,
                        amount=self.amount(lock, lock.at_least))  # fmt: skip
        elif lock.at_most:
            asked = msg("{where}: at most {amount}", where=where,
                        amount=self.amount(lock, lock.at_most))  # fmt: skip
        else:
            label = Text.of(self.pack.catalogue[lock.item].label)
            asked = msg("{where}: never {item}", where=where, item=label)
        if lock.variants_count:
            asked = msg("{asked}, with what counts for it", asked=asked)
        return msg("{asked} - {reason}", asked=asked, reason=lock.reason) if lock.reason else asked

    def floors(self, sites: Sequence[str]) -> Message:
        names = tuple(self.scenario.site_name(site) for site in sites[:SITES_NAMED])
        share = at_least_percent(self.scenario.settings.least_share)
        if len(sites) <= SITES_NAMED:
            return msg(
                "the floor of {share} of what it is due, for {sites}", share=share, sites=names
            )
        return msg_plural(
            "the floor of {share} of what it is due, for {sites} and {n} other",
            "the floor of {share} of what it is due, for {sites} and {n} others",
            n=len(sites) - SITES_NAMED,
            share=share,
            sites=names,
        )


def _collision(
    collision: Collision, number: int, of: int, words: _Words, language: str
) -> Iterator[str]:
    title = msg("What can't be kept together")
    if of > 1:
        title = msg("What can't be kept together, {number} of {of}", number=number, of=of)
    yield heading(title.text(language))
    claims, means = collision.conflict.claims, collision.conflict.means
    for claim in claims:
        if claim.lock is not None:
            yield from _item(words.lock(claim.lock), language)
    sites = [claim.site_id for claim in claims if claim.is_floor]
    if sites:
        yield from _item(words.floors(sites), language)
    if means:
        yield from wrapped(msg("with these means and rules:").text(language))
        for one in means:
            yield from _item(one.words, language)
    else:
        yield from wrapped(_why_without_means(collision).text(language))
        for reason in collision.reasons:
            yield from _item(reason, language)
    yield from wrapped(_how_small(collision).text(language))


def _why_without_means(collision: Collision) -> Message:
    if collision.reasons:
        return msg("No means would change that:")
    if len(collision.conflict.claims) > 1:
        return msg("They go against each other, whatever the means.")
    return msg("No means would change that: the days and the roads that there are don't allow it.")


def _how_small(collision: Collision) -> Message:
    if not collision.conflict.is_irreducible:
        return msg("A smaller part of this may collide already: not all questions were settled.")
    if len(collision.conflict.claims) + len(collision.conflict.means) == 1:
        return msg("This alone is enough to make every plan impossible.")
    return msg("Leave out any one of these, and the rest can be kept.")


def _item(message: Message, language: str) -> Iterator[str]:
    yield from wrapped("- " + message.text(language), indent=2, hanging=2)


def _ways_out(ways: Sequence[Relaxation], words: _Words, language: str) -> Iterator[str]:
    if not ways:
        yield from wrapped(
            msg("No change of locks or floor was found that is enough.").text(language)
        )
        return
    if len(ways[0].changes) > 1:
        lead = msg("None is enough alone. All of this together is, and no less of it:")
    elif len(ways) > 1:
        lead = msg("Each of these alone is enough, the smallest change first:")
    else:
        lead = msg("This is enough:")
    yield from wrapped(lead.text(language))
    for way in ways:
        for change in way.changes:
            yield from _item(_change(change, words), language)
        said = _how_sure(way)
        if said is not None:
            yield from wrapped(said.text(language), indent=4)
    if all(way.is_planned for way in ways):
        done = msg("All that is told here was planned with, and passed the independent check.")
        yield from wrapped(done.text(language))


def _change(change: Change, words: _Words) -> Message:
    lock = change.lock
    if lock is None:
        return msg(
            "the floor: {to} instead of {asked}",
            to=at_least_percent(change.to),
            asked=at_most_percent(change.asked),
        )
    where, less = words.where(lock), at_most_percent(change.share)
    if lock.at_least is not None and change.to <= 0:
        return msg("{where}: nothing instead of at least {asked}", where=where,
                   asked=words.amount(lock, change.asked))  # fmt: skip
    if lock.at_least is not None:
        return msg(
            "{where}: at least {to} instead of {asked}; {share} less",
            where=where, to=change.to, asked=words.amount(lock, change.asked), share=less,
        )  # fmt: skip
    return msg(
        "{where}: at most {to} instead of {asked}",
        where=where, to=change.to, asked=words.amount(lock, change.asked),
    )  # fmt: skip


def _how_sure(way: Relaxation) -> Message | None:
    if not way.is_planned:
        return msg("No plan with it passed the check yet: a little more may have to be given up.")
    if not way.is_least:
        return msg("Less may do: that was not settled.")
    return None


def _claim_json(claim: Claim) -> dict[str, object]:
    if claim.lock is None:
        return {"site_id": claim.site_id, "floor": True}
    lock = claim.lock
    return {
        "site_id": lock.site_id,
        "item": lock.item,
        "day": lock.day,
        "at_least": lock.at_least,
        "at_most": lock.at_most,
        "reason": lock.reason,
    }


def _change_json(change: Change) -> dict[str, object]:
    figures = {"asked": change.asked, "to": change.to}
    if change.lock is None:
        return {"least_share": True, **figures}
    side = "at_least" if change.lock.at_least is not None else "at_most"
    lock = change.lock
    return {"site_id": lock.site_id, "item": lock.item, "day": lock.day, "side": side, **figures}


def _both(message: Message) -> dict[str, str]:
    return {code: message.text(code) for code in LANGUAGES}
