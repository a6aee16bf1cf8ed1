"""Columns that tell who a person is: dropped at the door, or refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from rrm.intake.csv_records import Record
from rrm.intake.problem_list import ProblemList
from rrm.intake.table_header import normalised
from rrm.intake.wording import quoted
from rrm.model.form import Form
from rrm.model.language import msg
from rrm.model.problem import Place, Problem

_TELLING = frozenset(
    {
        "name", "surname", "firstname", "lastname", "fullname", "nickname", "nom", "noms",
        "prenom", "prenoms", "surnom",
        "phone", "telephone", "tel", "mobile", "whatsapp", "portable", "gsm", "email", "mail",
        "courriel",
        "gps", "geopoint", "geolocation", "coordinates", "coordonnees", "latitude", "longitude",
        "lat", "lon", "lng", "altitude", "position", "address",
        "adresse", "passport", "passeport", "nina", "nif", "cnib", "signature", "photo",
        "picture", "birthdate", "contact", "contacts", "enqueteur", "enquetrice", "enqueteurs",
        "enumerator", "interviewer", "surveyor",
        "naissance", "ethnicity", "ethnic", "ethnie", "tribe", "religion",
    }
)  # fmt: skip
"""Words of a column's name, in English or French, that no answer of a household needs.

Ethnic group is among them: it is never collected (see the brief on ethics)."""


_NAMES = frozenset({"name", "nom", "noms"})
_PLACES = frozenset(
    {
        "village", "villages", "site", "sites", "commune", "cercle", "region", "province",
        "district", "departement", "department", "localite", "locality", "location", "lieu",
        "place", "camp", "camps", "quartier", "ville", "city", "town", "pays", "country",
        "arrondissement", "hameau", "fraction", "zone", "area", "admin", "settlement", "ecole",
        "school", "hopital", "hospital", "centre", "center", "market", "marche", "projet",
        "project", "organisation", "organization", "ong", "ngo", "partenaire", "partner", "puits",
        "well", "forage",
    }
)  # fmt: skip
_PERSONS = frozenset(
    {
        "chef", "cheffe", "head", "respondent", "repondant", "repondante", "person", "personne",
        "enfant", "child", "mother", "mere", "father", "pere", "contact", "informant",
        "informateur", "leader", "president", "responsable", "famille", "family",
    }
)  # fmt: skip
_HEADS = frozenset({"chef", "cheffe", "head", "repondant", "repondante"})
_OF_PERSONS = frozenset(
    {
        "du", "de", "la", "le", "l", "d", "the", "of", "menage", "menages", "household", "hh",
        "hoh", "famille", "family", "village", "site", "community", "communaute", "key", "cle",
        "id", "num", "numero",
    }
)  # fmt: skip
"""Words of places that have names; of persons that have them too; and persons told by no more
than what they are. `respondent` is none: it is a column of ours, whether a household answered."""


def without_personal(
    records: Iterator[Record], form: Form, shown: str, problems: ProblemList
) -> Iterator[Record]:
    """The rows without the columns that the form marks personal; nothing of them is looked at.

    problems: receives one warning for each column dropped, by name.
    """
    first = next(records, None)
    if first is None:
        return
    row, names = first
    personal = {normalised(name) for name, one in form.questions.items() if one.personal}
    dropped = [
        position for position, name in enumerate(names) if _question(name, personal) in personal
    ]
    for position in dropped:
        problems.add(_dropped(Place(shown, row=row, column=quoted(names[position].strip()))))
    if not dropped:
        yield first
        yield from records
        return
    gone = set(dropped)
    for row, cells in chain([first], records):
        yield row, [cell for position, cell in enumerate(cells) if position not in gone]


def looks_personal(name: str) -> bool:
    """Whether a column's name speaks of a name, a telephone, a position or the like.

    Words joined by capitals count one by one (numTel). A name is not personal where it is said
    to be a place's or a thing's (nom_village); a head of household or a respondent is where
    nothing but who they are is asked (chef_menage, and not chef_menage_sexe).
    """
    words = _words(name)
    telling = {word for word in words if word in _TELLING}
    if telling and telling <= _NAMES and set(words) & _PLACES and not set(words) & _PERSONS:
        return False
    if telling:
        return True
    return bool(set(words) & _HEADS) and set(words) <= _HEADS | _OF_PERSONS


def _words(name: str) -> list[str]:
    """The words of a column's name, without accents and case; camelCase is taken apart."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", plain)
    return [word for word in re.split(r"[^a-z]+", apart.casefold()) if word]


def refused_as_personal(name: str, place: Place) -> Problem | None:
    """The problem of an unknown column that looks personal; None for any other."""
    if not looks_personal(name):
        return None
    return Problem(
        "RRM-I051",
        place,
        msg('column "{name}" looks personal', name=quoted(name)),
        msg("names, telephones and positions of households are not taken in"),
        msg("Remove the column, or mark it `personal: true` in the form so that it is dropped."),
    )


def _question(name: str, personal: set[str]) -> str:
    """The personal question that a column belongs to: itself, or the part before / or a point."""
    plain = normalised(name)
    return plain if plain in personal else re.split(r"[/.]", plain)[0]


def _dropped(place: Place) -> Problem:
    return Problem(
        "RRM-I050",
        place,
        msg("a personal column was dropped"),
        msg("who a person is, is neither kept nor shown"),
        msg("Leave it out of the file next time."),
        is_error=False,
    )
