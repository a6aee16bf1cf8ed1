"""No small count can be worked out from a table of which it is hidden, tried by linear programming."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.export.small_cells import Cell, hidden_cells

optimize = pytest.importorskip("scipy.optimize")

MINIMUM = 5


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    count = st.one_of(st.integers(0, 8), st.integers(0, 60))
    kept = [
        Cell(f"r{row}", f"c{column}", draw(count))
        for row in range(rows)
        for column in range(columns)
        if draw(st.integers(0, 4)) > 0
    ]
    return kept or [Cell("r0", "c0", draw(count))]


def with_sums(cells):
    counts = {}
    for cell in cells:
        for key in ((cell.row, cell.column), (cell.row, ""), ("", cell.column), ("", "")):
            counts[key] = counts.get(key, 0) + cell.count
    return counts


def could_be(cells, hidden, key, sign):
    """The largest (sign 1) or smallest (-1) value of a cell that fits all that is shown."""
    counts = with_sums(cells)
    keys = list(counts)
    inner = [one for one in keys if "" not in one]
    equations, sums = [], []
    for row, column in [one for one in keys if "" in one]:
        line = np.zeros(len(keys))
        for one in inner:
            if row in (one[0], "") and column in (one[1], ""):
                line[keys.index(one)] = 1
        line[keys.index((row, column))] = -1
        equations.append(line)
        sums.append(0)
    bounds = [(0, 1000) if one in hidden else (counts[one], counts[one]) for one in keys]
    aim = np.zeros(len(keys))
    aim[keys.index(key)] = -sign
    found = optimize.linprog(aim, A_eq=np.array(equations), b_eq=sums, bounds=bounds)
    assert found.status == 0
    return round(-sign * found.fun)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_every_small_count_could_be_the_minimum(cells):
    hidden = hidden_cells(cells, MINIMUM)
    for key, count in with_sums(cells).items():
        if 0 < count < MINIMUM:
            assert hidden[key] == "small"
            assert could_be(cells, hidden, key, 1) >= MINIMUM


@settings(max_examples=60, deadline=None)
@given(tables())
def test_nothing_is_hidden_where_nothing_is_small(cells):
    large = [Cell(cell.row, cell.column, cell.count + MINIMUM) for cell in cells]
    assert hidden_cells(large, MINIMUM) == {}


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_cells_hides_no_other(cells, chance):
    shuffled = list(cells)
    chance.shuffle(shuffled)
    assert hidden_cells(shuffled, MINIMUM) == hidden_cells(cells, MINIMUM)


def test_a_single_small_count_is_hidden_with_all_its_sums():
    assert hidden_cells([Cell("a", "idp", 3)], MINIMUM) == dict.fromkeys(
        [("", ""), ("", "idp"), ("a", ""), ("a", "idp")], "small"
    )


def test_two_small_counts_beside_each_other_hide_their_sum_too():
    hidden = hidden_cells(
        [Cell("a", "idp", 1), Cell("a", "host", 2), Cell("b", "idp", 50), Cell("b", "host", 60)],
        MINIMUM,
    )
    assert hidden["a", ""] == "small"


@pytest.mark.parametrize("cell", [Cell("", "idp", 3), Cell("a", "", 3), Cell("a", "idp", -1)])
def test_a_cell_that_is_none_is_refused(cell):
    with pytest.raises(ValueError, match="a row, a column and a count"):
        hidden_cells([cell], MINIMUM)
