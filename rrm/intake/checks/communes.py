"""Where sites lie: their P-codes first, then the commune that holds their position.

Only borders and codes of the shipped list count here, never the positions of its settlements:
those have errors of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rrm.intake.checks.draft import Draft
from rrm.intake.places.communes import Commune, Communes, communes_of
from rrm.intake.table import Placed
from rrm.intake.wording import did_you_mean, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Problem
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import PlaceDoubts
from rrm.model.scenario import Depot, Location, Site

POSITION_DOUBTED = ("RRM-I102", "RRM-I104")
"""Codes by which a position, and not a P-code alone, is doubted here."""


def doubtful_places(draft: Draft) -> Iterator[Problem]:
    """Warnings about P-codes, and about positions outside of their commune or of the country.

    P-codes are checked where `pcode_version` names the shipped list, or nothing. A site without
    one is told where it lies if the scenario uses P-codes at all. Only for countries whose
    communes are shipped, and where the pack says when a position is doubted.
    """
    settings, access = draft.settings, draft.rules.access
    if settings is None or access is None or access.places is None:
        return
    communes = communes_of(settings.country)
    if communes is None:
        return
    sites = _each_once(draft.rows(Site))
    look = _Look(communes, access.places)
    if _is_of(communes, settings.pcode_version):
        uses_codes = bool(settings.pcode_version) or any(row.value.adm3_pcode for row in sites)
        for row in sites:
            yield from look.codes(row)
            yield from look.position(row, uses_codes)
    else:
        for row in sites:
            yield from look.country(row)
    others: tuple[Placed[Depot] | Placed[Location], ...] = (
        *draft.rows(Depot),
        *draft.rows(Location),
    )
    for one in others:
        yield from look.exchanged(one)


def _each_once(rows: tuple[Placed[Site], ...]) -> list[Placed[Site]]:
    """Sites by what is checked here: groups that agree on it are told once."""
    by_facts: dict[object, Placed[Site]] = {}
    for row in rows:
        it = row.value
        facts = (it.site_id, it.adm1_pcode, it.adm2_pcode, it.adm3_pcode, it.lat, it.lon)
        by_facts.setdefault(facts, row)
    return list(by_facts.values())


def _is_of(communes: Communes, pcode_version: str) -> bool:
    """Whether P-codes of that version are those of the list; taken for it if none is named."""
    return pcode_version.casefold().startswith(communes.source.version.casefold()) or (
        not pcode_version.strip()
    )


@dataclass(frozen=True, slots=True)
class _Look:
    communes: Communes
    limits: PlaceDoubts

    def codes(self, row: Placed[Site]) -> Iterator[Problem]:
        """Codes that the list doesn't have, and units that don't lie in each other."""
        site = row.value
        known, parents = self.communes.by_pcode, self.communes.parents
        commune = known.get(site.adm3_pcode)
        if site.adm3_pcode and commune is None:
            yield self._unknown(row, "adm3_pcode", list(known))
        for column, length in (("adm2_pcode", 1), ("adm1_pcode", 0)):
            code = getattr(site, column)
            if not code:
                continue
            of_level = [one for one, above in parents.items() if len(above) == length]
            if code not in of_level:
                yield self._unknown(row, column, of_level)
            elif commune is not None and getattr(commune, column) != code:
                yield _other_parent(row, column, commune.pcode, getattr(commune, column))
        above = parents.get(site.adm2_pcode, ())
        if commune is None and above and site.adm1_pcode in parents.keys() - above:
            yield _other_parent(row, "adm1_pcode", site.adm2_pcode, above[0])

    def _unknown(self, row: Placed[Site], column: str, codes: list[str]) -> Problem:
        code = getattr(row.value, column)
        holding = self.communes.at(row.value.lat, row.value.lon)
        remedy = did_you_mean(code, codes)
        if holding is not None:
            remedy = msg(
                "{nearest} Its position lies in {commune}: {pcode}.",
                nearest=remedy,
                commune=holding.name,
                pcode=getattr(holding, column if column != "adm3_pcode" else "pcode"),
            )
        return _doubt(
            "RRM-I100",
            row,
            column,
            msg('unknown P-code "{code}"', code=quoted(code)),
            msg(
                "P-codes are those of {version}; of another list, name it in pcode_version",
                version=self.communes.source.version,
            ),
            remedy,
        )

    def position(self, row: Placed[Site], uses_codes: bool) -> Iterator[Problem]:
        """A position outside of the commune of its code, or the code that is missing."""
        site = row.value
        commune = self.communes.by_pcode.get(site.adm3_pcode)
        if commune is not None:
            km = commune.km_outside(site.lat, site.lon)
            if km > self.limits.outside_commune_km:
                yield self._outside(row, commune, km)
            return
        holding = self.communes.at(site.lat, site.lon)
        if holding is None:
            yield from self.country(row)
        if site.adm3_pcode or not uses_codes:
            return
        near = (holding, 0.0) if holding else self._nearest(site)
        if near is not None:
            yield self._without_code(row, *near)

    def _nearest(self, site: Site) -> tuple[Commune, float] | None:
        return self.communes.nearest(site.lat, site.lon, self.limits.nearest_commune_km)

    def _outside(self, row: Placed[Site], commune: Commune, km: float) -> Problem:
        site = row.value
        holding = self.communes.at(site.lat, site.lon)
        lies = msg("it lies in no commune of {country}", country=self.communes.source.country)
        remedy = msg("Check the position and the P-code.")
        if holding is not None:
            lies = msg(
                "it lies in {commune}, {cercle}", commune=holding.name, cercle=holding.adm2_name
            )
            remedy = msg("Check the position; if it is right, write {pcode}.", pcode=holding.pcode)
        slip = _slip_into(commune, site)
        return _doubt(
            "RRM-I102",
            row,
            "adm3_pcode" if slip is None else "lon",
            msg(
                "its position is {km} km outside of {commune} ({pcode})",
                km=round_half_up(km, 1),
                commune=commune.name,
                pcode=commune.pcode,
            ),
            lies,
            remedy if slip is None else msg("{slip} it lies there: check it.", slip=slip),
        )

    def _without_code(self, row: Placed[Site], commune: Commune, km: float) -> Problem:
        lies = msg(
            "its position lies in {commune}, {cercle}",
            commune=commune.name,
            cercle=commune.adm2_name,
        )
        if km > 0:
            lies = msg(
                "its position lies {km} km from {commune}, {cercle}",
                km=round_half_up(km, 1),
                commune=commune.name,
                cercle=commune.adm2_name,
            )
        return _doubt(
            "RRM-I103",
            row,
            "adm3_pcode",
            msg("there is no P-code of a commune"),
            lies,
            msg("If that is so, write {pcode}.", pcode=commune.pcode),
        )

    def country(self, row: Placed[Site]) -> Iterator[Problem]:
        """A position far outside of the country, with the slip that would explain it."""
        site = row.value
        if self.communes.at(site.lat, site.lon) or self._nearest(site):
            return
        remedy = msg("Check the position, and the country of the scenario.")
        for lat, lon, slip in _slips(site):
            meant = self.communes.at(lat, lon)
            if meant is not None:
                remedy = msg(
                    "{slip} it lies in {commune}: check it.", slip=slip, commune=meant.name
                )
                break
        yield _doubt(
            "RRM-I104",
            row,
            "lon",
            msg(
                "the position {lat}, {lon} lies outside of {country}",
                lat=str(site.lat),
                lon=str(site.lon),
                country=self.communes.source.country,
            ),
            msg(
                "sites lie in the country, or at most {km} km outside",
                km=self.limits.nearest_commune_km,
            ),
            remedy,
        )

    def exchanged(self, row: Placed[Depot] | Placed[Location]) -> Iterator[Problem]:
        """Depots and nodes may lie in other countries, but hardly where latitude and longitude
        exchanged would put them into this one."""
        lat, lon = row.value.lat, row.value.lon
        meant = self.communes.at(lon, lat) if abs(lon) <= 90 else None
        if meant is None or self.communes.nearest(lat, lon, self.limits.nearest_commune_km):
            return
        yield _doubt(
            "RRM-I104",
            row,
            "lat",
            msg(
                "the position {lat}, {lon} lies outside of {country}",
                lat=str(lat),
                lon=str(lon),
                country=self.communes.source.country,
            ),
            msg("latitude comes first, longitude second"),
            msg("Exchanged it lies in {commune}: check it.", commune=meant.name),
        )


def _slips(site: Site) -> list[tuple[float, float, Message]]:
    """The commonest slip of the pen first."""
    slips = [(site.lat, -site.lon, msg("With the sign of the longitude turned"))]
    if abs(site.lon) <= 90:
        slips.append((site.lon, site.lat, msg("With latitude and longitude exchanged")))
    return [*slips, (-site.lat, site.lon, msg("With the sign of the latitude turned"))]


def _slip_into(commune: Commune, site: Site) -> Message | None:
    return next((slip for lat, lon, slip in _slips(site) if commune.holds(lat, lon)), None)


def _other_parent(row: Placed[Site], column: str, of_code: str, right: str) -> Problem:
    return _doubt(
        "RRM-I101",
        row,
        column,
        msg(
            '{code} does not lie in "{given}"',
            code=of_code,
            given=quoted(getattr(row.value, column)),
        ),
        msg("it lies in {right}", right=right),
        msg("Write {right}, or correct {code}.", right=right, code=of_code),
    )


def _doubt(
    code: str,
    row: Placed[Site] | Placed[Depot] | Placed[Location],
    column: str,
    found: Message,
    allowed: Message,
    remedy: Message,
) -> Problem:
    return Problem(code, row.at(column), found, allowed, remedy, is_error=False)
