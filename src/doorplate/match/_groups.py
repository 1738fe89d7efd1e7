"""Rows of equal labels together: a partition that does not depend on their order."""

from collections.abc import Iterator, Sequence

import numpy as np

from doorplate.match._columns import Indexes


class Groups:
    """Rows by label: those of a group in the order of their ids, groups by their first.

    Args:
        ids: the id of every row, all different.
        labels: the label of every row.

    Attributes:
        of: the group of every row.
    """

    def __init__(self, ids: Sequence[str], labels: Indexes) -> None:
        by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
        _, first, label = np.unique(labels[by_id], return_index=True, return_inverse=True)
        rank = np.empty_like(first)
        rank[np.argsort(first)] = np.arange(len(first))
        group = rank[label]
        self.of = np.empty_like(group)
        self.of[by_id] = group
        rows = by_id[np.argsort(group, kind="stable")]
        self._rows = rows
        self._ids: list[str] = np.array(ids, object)[rows].tolist()
        self._starts = np.cumsum([0, *np.bincount(group, minlength=len(first))]).tolist()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def first_ids(self) -> list[str]:
        """The first id of every group."""
        return [self._ids[start] for start in self._starts[:-1]]

    def ids(self, group: int) -> list[str]:
        """The ids in a group."""
        return self._ids[self._span(group)]

    def rows(self, group: int) -> list[int]:
        """The rows in a group."""
        found: list[int] = self._rows[self._span(group)].tolist()
        return found

    def _span(self, group: int) -> slice:
        return slice(self._starts[group], self._starts[group + 1])


def by_label(labels: Indexes) -> Iterator[tuple[int, list[int]]]:
    """Every label that is not negative, with its rows."""
    rows = np.flatnonzero(labels >= 0)
    order = rows[np.argsort(labels[rows], kind="stable")]
    found, starts = np.unique(labels[order], return_index=True)
    for label, together in zip(found.tolist(), np.split(order, starts)[1:], strict=True):
        yield label, together.tolist()
