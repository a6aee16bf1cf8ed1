"""How many of the right columns `rrm intake --propose` finds in files it should not know.

    python benchmarks/mapping_proposals.py [--missed]

Each public file is held against the shipped mapping of it, with every name and code that comes from
that mapping's source taken out of the known names (REACH and IMPACT share theirs, so both go). A
proposal is right where its column is among those that the mapping's line reads for that question.
Printed for each file, with all names known and with those taken out: proposals, how many are right
(precision), how many of the mapping's questions are found (recall), and both by grade.

The lists of words were written with these files at hand: expect less of others. Skips what is not
there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rrm.intake.foreign import Grade, ProposedMapping, propose_mapping, read_mapping
from rrm.intake.foreign.known_names import KnownNames, known_names
from rrm.intake.foreign.mapping import Mapping, Recipe

DATA = Path(__file__).parents[1] / ".." / "shared" / "data"
IPHRA = DATA / "iphra_template_impactR4PHU"
WFP = DATA / "wfp_ram_samples"
MSNA = DATA / "msna_template_humind"
TOOL = MSNA / "REACH_2024_MSNA-kobo-tool_draft_v11.xlsx"


@dataclass(frozen=True, slots=True)
class Held:
    """A file beside the mapping that says what is right. sources: whose names are taken out."""

    mapping: str
    files: tuple[Path, ...]
    sources: tuple[str, ...]
    form: Path | None = None


FILES = (
    Held("reach-msna-2024", (MSNA / "dummy_raw_data.xlsx",), ("reach", "impact")),
    Held("reach-msna-2024", (MSNA / "dummy_raw_data.xlsx",), ("reach", "impact"), TOOL),
    Held(
        "impact-iphra",
        (
            IPHRA / "impactR4PHU_data_template.csv",
            IPHRA / "impactR4PHU_data_roster_template.csv",
        ),
        ("reach", "impact"),
    ),
    Held("impact-msna", (IPHRA / "impactR4PHU_MSNA_template_data.csv",), ("reach", "impact")),
    Held("wfp-ram", (WFP / "FCS_Sample_Survey.csv",), ("wfp",)),
    Held("wfp-ram", (WFP / "RCSI_Sample_Survey.csv",), ("wfp",)),
    Held("wfp-ram", (WFP / "LCS_Sample_Survey" / "LHCS_FS_Sample_Survey.csv",), ("wfp",)),
)


@dataclass(frozen=True, slots=True)
class Score:
    """Proposals right and made, by grade; questions found and those that could be."""

    right: dict[Grade, int]
    made: dict[Grade, int]
    could: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    def line(self, name: str) -> str:
        right, made = sum(self.right.values()), sum(self.made.values())
        grades = "  ".join(f"{grade} {self.right[grade]}/{self.made[grade]}" for grade in Grade)
        precision, recall = right / made if made else 0.0, right / self.could
        return f"{name:46} precision {precision:4.2f}  recall {recall:4.2f}  {grades}"


def scored(proposed: ProposedMapping, mapping: Mapping) -> Score:
    """Proposals of one file held against the mapping of it."""
    wanted = dict(expected(proposed, mapping))
    right, made = dict.fromkeys(Grade, 0), dict.fromkeys(Grade, 0)
    wrong: list[str] = []
    for one in proposed.all:
        made[one.grade] += 1
        if one.column in wanted.get(one.question, ()):
            right[one.grade] += 1
        else:
            wrong.append(f"{one.question} from {one.column} ({one.grade})")
    found = {one.question: one.column for one in proposed.all}
    missed = [name for name, columns in wanted.items() if found.get(name) not in columns]
    return Score(right, made, len(wanted), tuple(wrong), tuple(missed))


def expected(proposed: ProposedMapping, mapping: Mapping) -> Iterator[tuple[str, set[str]]]:
    """By question the columns that the mapping's line reads, of those that the file has."""
    tables = [proposed.households, *(one.table for one in proposed.rosters)]
    header = {name for table in tables for name in table.header}
    recipes: dict[str, Recipe] = {**mapping.keys, **mapping.questions}
    for roster in mapping.rosters.values():
        recipes |= roster.questions
    for name, recipe in recipes.items():
        columns = {*recipe.answer_columns, *recipe.deciding_columns} & header
        if columns:
            # The column of a question stands for those of its options.
            yield name, columns | {column.partition("/")[0] for column in columns}


def measured(held: Held, known: KnownNames) -> Score:
    """Proposals for a file with these names known."""
    mapping = read_mapping(held.mapping).mapping
    proposed = propose_mapping(list(held.files), mapping.pack, held.form, known)
    return scored(proposed, mapping)


def main() -> None:
    """Measures every file that is here, known and unseen."""
    total = Score(dict.fromkeys(Grade, 0), dict.fromkeys(Grade, 0), 0, (), ())
    for held in FILES:
        name = held.files[0].stem + (" with its form" if held.form else "")
        if not held.files[0].is_file():
            print(f"{name}: not here, skipped")
            continue
        print(measured(held, known_names()).line(name + ", all known"))
        score = measured(held, known_names().without(held.sources))
        print(score.line(name + ", unseen"))
        if "--missed" in sys.argv:
            print("  wrong: ", "; ".join(score.wrong))
            print("  missed:", "; ".join(score.missed))
        if held.form is None:
            right = {grade: total.right[grade] + score.right[grade] for grade in Grade}
            made = {grade: total.made[grade] + score.made[grade] for grade in Grade}
            total = Score(right, made, total.could + score.could, (), ())
    if total.could:
        print(total.line("all files, unseen, without forms"))


if __name__ == "__main__":
    main()
