"""Names with a bracket in their middle: "cutaneous (skin) T-cell lymphoma" read as if the bracket were not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

LONGEST = 4  # tokens in a bracket that may stand inside a name
CUT = -1  # in a row of token numbers: what follows is not the neighbour of what stood before


def without_brackets(keys: Sequence[str], reach: int) -> tuple[np.ndarray, np.ndarray]:
    """The tokens around short brackets, without these, ``reach`` to either side; and where the brackets stood.

    >>> without_brackets("a skin ( its ) lymphoma of b".split(), 2)
    (array([ 0,  1,  5,  6, -1]), array([2]))
    """
    groups = list(_groups(keys))
    if not groups:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    inside = np.zeros(len(keys), bool)
    for opening, closing in groups:
        inside[opening : closing + 1] = True
    left = np.flatnonzero(~inside)
    rows: list[np.ndarray] = []
    done = 0
    for at in np.searchsorted(left, [opening for opening, _ in groups]).tolist():
        if at - reach > done:
            rows += [np.array([CUT])] if rows else []
            done = at - reach
        rows.append(left[done : at + reach])
        done = max(done, at + reach)
    return np.concatenate([*rows, np.array([CUT])]), np.array([opening for opening, _ in groups])


def _groups(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The short brackets, first and last token each; of nested ones the one that is met first."""
    at = -1
    while True:
        try:
            at = keys.index("(", at + 1)
        except ValueError:
            return
        near = keys[at + 1 : at + LONGEST + 2]
        if ")" in near:
            yield at, at + 1 + near.index(")")
            at += 1 + near.index(")")
