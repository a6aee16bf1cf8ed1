"""Each question its column: the pairs that together score best, no column twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def best_pairs(scores: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """By question, its column, so that the sum of the scores is the largest there is.

    scores: by (question, column), above 0; a pair that isn't there is never made. A question may
    stay without a column and a column without a question.
    Method: assignment by shortest augmenting paths (Kuhn 1955, Munkres 1957).
    """
    import numpy as np

    questions = sorted({question for question, _ in scores})
    columns = sorted({column for _, column in scores})
    if not questions:
        return {}
    position = {column: at for at, column in enumerate(columns)}
    # A column of its own for each question: to stay without one costs nothing and gains nothing.
    cost = np.zeros((len(questions), len(columns) + len(questions)))
    for row, question in enumerate(questions):
        for column, at in position.items():
            cost[row, at] = -scores.get((question, column), 0.0)
    chosen = _assigned(cost)
    return {
        question: columns[at]
        for question, at in zip(questions, chosen, strict=True)
        if at < len(columns) and (question, columns[at]) in scores
    }


def _assigned(cost: NDArray[np.float64]) -> list[int]:
    """For each row its column, at the smallest total cost; rows at most as many as columns."""
    import numpy as np

    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    row_of = np.full(columns, -1)
    for start in range(rows):
        dearest = np.full(columns, np.inf)
        came_from = np.full(columns, -1)
        done = np.zeros(columns, dtype=np.bool_)
        row, last = start, -1
        while True:
            reduced = cost[row] - row_price[row] - column_price
            better = ~done & (reduced < dearest)
            dearest[better] = reduced[better]
            came_from[better] = last
            nearest = int(np.argmin(np.where(done, np.inf, dearest)))
            step = dearest[nearest]
            row_price[start] += step
            row_price[row_of[done]] += step
            column_price[done] -= step
            dearest[~done] -= step
            done[nearest] = True
            last = nearest
            if row_of[nearest] < 0:
                break
            row = int(row_of[nearest])
        while last >= 0:
            before = int(came_from[last])
            row_of[last] = start if before < 0 else row_of[before]
            last = before
    chosen = [-1] * rows
    for column, row in enumerate(row_of):
        if row >= 0:
            chosen[int(row)] = column
    return chosen
