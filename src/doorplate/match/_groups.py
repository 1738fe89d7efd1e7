"""Rows of equal labels together: a partition that does not depend on their order."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from doorplate.match._columns import Indexes


class Groups:
    """Rows by label: groups in the order of their labels, rows of a group in that of their ids.

    Args:
        ids: the id of every row, all different.
        labels: the label of every row.

    Attributes:
        of: the group of every row.
    """

    def __init__(self, ids: Sequence[str], labels: Indexes) -> None:
        self._row_ids = ids
        _, self.of, sizes = np.unique(labels, return_inverse=True, return_counts=True)
        self._rows = np.argsort(self.of, kind="stable")
        self._starts: list[int] = np.cumsum([0, *sizes]).tolist()

    def __len__(self) -> int:
        return len(self._starts) - 1

    @property
    def one_row(self) -> Indexes:
        """Any row of every group."""
        return self._rows[self._starts[:-1]]

    @cached_property
    def first_ids(self) -> list[str]:
        """The first id of every group."""
        ids = np.array(self._row_ids, object)[self._rows].tolist()
        spans = pairwise(self._starts)
        return [ids[start] if end - start == 1 else min(ids[start:end]) for start, end in spans]

    def ids(self, group: int) -> list[str]:
        """The ids in a group."""
        return [self._row_ids[row] for row in self.rows(group)]

    def rows(self, group: int) -> list[int]:
        """The rows in a group."""
        found: list[int] = self._rows[self._starts[group] : self._starts[group + 1]].tolist()
        return sorted(found, key=self._row_ids.__getitem__)


def by_label(labels: Indexes) -> Iterator[tuple[int, list[int]]]:
    """Every label that is not negative, with its rows."""
    rows = np.flatnonzero(labels >= 0)
    order = rows[np.argsort(labels[rows], kind="stable")]
    found, starts = np.unique(labels[order], return_index=True)
    for label, together in zip(found.tolist(), np.split(order, starts)[1:], strict=True):
        yield label, together.tolist()
