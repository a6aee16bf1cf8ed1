"""The columns of a table of receipts, by what people write over them in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.personal_columns import looks_personal
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import listed, quoted
from rrm.model.language import LANGUAGES, Message, msg, msg_plural
from rrm.model.near_name import near_name
from rrm.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: as a template writes it, and what else is understood.

    said: in English, and by the catalogue in languages other than French. fr: fixed, as tables
    that are out already have it.
    """

    said: Message
    fr: str
    also: tuple[str, ...] = ()

    @property
    def en(self) -> str:
        """As an English template writes it."""
        return self.said.template

    def text(self, language: str) -> str:
        """As a template in that language writes it."""
        return self.fr if language == "fr" else self.said.text(language)


HEADINGS: dict[str, Heading] = {
    "waybill": Heading(
        msg("waybill"),
        "bordereau",
        ("waybill number", "waybill no", "bordereau de livraison", "numero de bordereau", "bl"),
    ),
    "day": Heading(msg("day"), "jour"),
    "site_id": Heading(msg("site_id"), "site", ("destination", "place", "lieu")),
    "site_name": Heading(msg("site_name"), "nom_du_site"),
    "item": Heading(msg("item"), "article"),
    "group": Heading(msg("group"), "groupe"),
    "unit": Heading(msg("unit"), "unité"),
    "loaded": Heading(msg("loaded"), "chargé", ("quantity loaded", "quantite chargee")),
    "received": Heading(msg("received"), "reçu", ("quantity received", "quantite recue", "recus")),
    "damaged": Heading(msg("damaged"), "endommagé", ("endommages", "abime", "avarie", "avaries")),
    "lost": Heading(msg("lost"), "perdu", ("perdus", "perte", "pertes", "losses")),
    "returned": Heading(msg("returned"), "retourné", ("retournes", "retour", "rendu")),
    "agent_id": Heading(msg("agent_id"), "agent"),
    "households_planned": Heading(msg("households_planned"), "ménages_prévus"),
    "households_paid": Heading(msg("households_paid"), "ménages_payés", ("paid", "payes")),
    "received_on": Heading(
        msg("received_on"),
        "reçu_le",
        ("date", "date received", "date de reception", "paid on", "paye le", "date de paiement"),
    ),
}
"""By the name that the engine uses."""

FATES = ("received", "damaged", "lost", "returned")
"""What can become of a load."""

_OF_RECEIPTS = ("waybill", "households_paid")
"""A sheet that has neither column is none of receipts, and is passed over."""


def columns_of(table: SourceTable, problems: ProblemList) -> dict[str, int] | None:
    """Where each column that is read stands; None where the table is none of receipts.

    problems: receives columns that are passed over (RRM-I247), that nearly have a name that is
    read (RRM-I021), that stand twice (RRM-I023).
    """
    known = _known_names()
    resolved = [known.get(_plain(written)) for written in table.header]
    if not is_of_receipts(table.header):
        return None
    found: dict[str, int] = {}
    passed_over: list[str] = []
    for at, (written, name) in enumerate(zip(table.header, resolved, strict=True)):
        if name is not None and name in found:
            problems.add(_twice(written, table.shown))
        elif name is not None:
            found[name] = at
        elif written and not looks_personal(written) and near_name(_plain(written), known):
            problems.add(_misspelt(written, known[near_name(_plain(written), known) or ""], table))
        elif written or any(table.columns[at]):
            passed_over.append(written)
    if passed_over:
        problems.add(_passed_over(passed_over, table.shown))
    return found


def column_named(written: str) -> str | None:
    """The column that something written over it stands for; None where it is none that is read."""
    return _known_names().get(_plain(written))


def is_of_receipts(header: Iterable[str]) -> bool:
    """Whether a table with these names over its columns is read as receipts."""
    return any(column_named(written) in _OF_RECEIPTS for written in header)


def no_receipts(shown: str) -> Problem:
    """The problem of a file that has no table of receipts in it."""
    return Problem(
        "RRM-I022",
        Place(shown),
        msg("no table of receipts: no column “waybill” and none “households_paid”"),
        msg("a row names a waybill, or what an agent has paid"),
        msg("Begin from a template: rrm receive RUN --template receipts.csv."),
    )


@cache
def _known_names() -> dict[str, str]:
    """Columns by all names that are read; one that means two of them is read as the first."""
    known: dict[str, str] = {}
    for name, one in HEADINGS.items():
        for written in (one.en, one.fr, *one.also):
            known.setdefault(_plain(written), name)
    for name, one in HEADINGS.items():
        for language in LANGUAGES:
            known.setdefault(_plain(one.text(language)), name)
    return known


def _plain(name: str) -> str:
    """A heading without accents, case and signs; `N° bordereau` and `Reçu (kits)` keep words."""
    letters = "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    )
    return "_".join(_WORD.findall(letters.casefold()))


_WORD = re.compile(r"[^\W_]+")


def _twice(written: str, shown: str) -> Problem:
    return Problem(
        "RRM-I023",
        Place(shown, column=quoted(written)),
        msg('column "{name}" stands twice', name=quoted(written)),
        msg("a column stands once"),
        msg("Remove one of the two."),
    )


def _misspelt(written: str, name: str, table: SourceTable) -> Problem:
    return Problem(
        "RRM-I021",
        Place(table.shown, column=quoted(written)),
        msg('unknown column "{name}"', name=quoted(written)),
        msg("only known columns are read"),
        msg('Did you mean "{name}"?', name=HEADINGS[name].en),
    )


def _passed_over(names: Iterable[str], shown: str) -> Problem:
    written = list(names)
    personal = [name for name in written if looks_personal(name)]
    found = msg_plural(
        "{n} column is not read: {names}",
        "{n} columns are not read: {names}",
        n=len(written),
        names=listed(name or "…" for name in written),
    )
    allowed = msg("receipts hold quantities and dates, and nothing of what is written elsewhere")
    remedy = msg("Nothing of it is kept.")
    if personal:
        remedy = msg("Nothing of it is kept; leave out names and signatures next time.")
    return Problem("RRM-I247", Place(shown), found, allowed, remedy, is_error=False)
