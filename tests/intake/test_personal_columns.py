"""What is personal: by a column's name, and by how its cells are written."""

from __future__ import annotations

import pytest

from rrm.intake.personal_cells import reads_as_name, reads_as_telephone
from rrm.intake.personal_columns import looks_personal


@pytest.mark.parametrize(
    "name",
    [
        "NomChef", "numTel", "chefMenage", "contactRepondant", "numeroTel", "contact", "enqueteur",
        "Enquêteur", "chef_menage", "chef de ménage", "nom_chef_village", "NOM_CHEF",
        "telephone_site", "gps_site", "head_of_household", "enumerator", "village_head_name",
    ],
)  # fmt: skip
def test_persons_are_known_by_their_columns_name(name: str):
    assert looks_personal(name)


@pytest.mark.parametrize(
    "name",
    [
        "nom_village", "nom_site", "nom du site", "site_name", "nom_commune", "NomVillage",
        "admin1_name_of_region", "chef_menage_sexe", "head_of_household_sex", "respondent",
        "household_size", "latrine_type", "hotel_camp",
    ],
)  # fmt: skip
def test_places_and_what_is_said_of_persons_are_not_personal(name: str):
    assert not looks_personal(name)


@pytest.mark.parametrize(
    "text",
    ["76 12 34 56", "+223 66778899", "76123456", "Moussa 76123456", "70.11.22.33", "tel:7012233"],
)
def test_telephones_are_known_alone_and_among_words(text: str):
    assert reads_as_telephone(text)


@pytest.mark.parametrize(
    "text",
    ["2022-04-12", "12/04/2022", "2022-04-12T10:00:00Z", "1 200,5", "1200000", "12", "ML0801", ""],
)
def test_dates_amounts_and_codes_are_no_telephones(text: str):
    assert not reads_as_telephone(text)


def test_a_name_is_written_with_capitals_alone():
    assert reads_as_name("Amadou Ag Mohamed")
    assert not reads_as_name("puits ouvert")
    assert not reads_as_name("Ménaka")
