"""The fewest links that meet every way there is: a smallest hitting set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rrm.access.standing import Hop

if TYPE_CHECKING:
    import pulp


class FewestLinks:
    """Chooses as few links as it can so that each way told so far passes one of them.

    Solved exactly as a programme of zeros and ones:
        least Σ x[link]   with Σ {x[link]: link on the way} >= 1 for each way.
    Source: implicit hitting set, Moreno-Centeno and Karp 2013.
    """

    def __init__(self) -> None:
        self._ways: list[frozenset[Hop]] = []

    def tell(self, way: frozenset[Hop]) -> None:
        """Adds a way; one that passes all the links of another says nothing new."""
        if not any(known <= way for known in self._ways):
            self._ways = [known for known in self._ways if not way <= known]
            self._ways.append(way)

    def fewest(self) -> tuple[Hop, ...]:
        """A smallest set for the ways told; none where no way was told."""
        problem, taken = self._programme(sorted(self._links()))
        problem.setObjective(_total(taken.values()))
        return _solved(problem, taken)

    def first_of(self, count: int, order: Callable[[Hop], Any]) -> tuple[Hop, ...]:
        """Of the sets of so many links the one that comes first, compared link by link.

        order: of the links. Each link in turn is the earliest that a set can go on with:
            least Σ place[link] y[link]   with y[link] <= x[link], Σ y[link] = 1.
        """
        links = sorted(self._links(), key=order)
        found: list[Hop] = []
        while len(found) < count:
            problem, taken = self._programme(links)
            problem.addConstraint(_total(taken.values()) == count)
            for link in found:
                problem.addConstraint(taken[link] == 1)
            next_one = {
                at: (problem.add_variable(f"y{at}", 0, 1), taken[link])
                for at, link in enumerate(links)
                if link not in found
            }
            for chosen, in_set in next_one.values():
                problem.addConstraint(chosen <= in_set)
            problem.addConstraint(_total(chosen for chosen, _ in next_one.values()) == 1)
            problem.setObjective(_total(at * chosen for at, (chosen, _) in next_one.items()))
            found.append(min(set(_solved(problem, taken)) - set(found), key=order))
        return tuple(found)

    def _links(self) -> frozenset[Hop]:
        return frozenset().union(*self._ways)

    def _programme(self, links: Sequence[Hop]) -> tuple[pulp.LpProblem, dict[Hop, pulp.LpVariable]]:
        """A set of links that meets every way, whichever it is; whether each link is in it."""
        import pulp

        problem = pulp.LpProblem("fewest_links", pulp.LpMinimize)
        taken = {
            link: problem.add_variable(f"x{at}", cat=pulp.LpBinary) for at, link in enumerate(links)
        }
        for way in self._ways:
            problem.addConstraint(_total(taken[link] for link in sorted(way)) >= 1)
        return problem, taken


def _solved(problem: pulp.LpProblem, taken: Mapping[Hop, pulp.LpVariable]) -> tuple[Hop, ...]:
    import pulp

    if not taken:
        return ()
    problem.solve(pulp.HiGHS(msg=False, threads=1, gapRel=0.0, gapAbs=0.5, random_seed=0))
    if problem.sol_status != pulp.LpSolutionOptimal:
        raise RuntimeError(f"the solver ended with {pulp.LpSolution[problem.sol_status]}")
    return tuple(link for link, x in taken.items() if x.value() > 0.5)


def _total(terms: Iterable[pulp.LpAffineExpression]) -> pulp.LpAffineExpression:
    import pulp

    return pulp.lpSum(terms)
