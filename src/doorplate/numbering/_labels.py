"""Places for labels so that none covers another label or a door."""

from collections import defaultdict
from collections.abc import Iterable

Spot = tuple[float, float]
Box = tuple[float, float, float, float]

_CELL = 24.0


class Labels:
    """Boxes on the sheet, looked up by cells; none reaches over its edge."""

    def __init__(self, spots: Iterable[Spot], width: float, height: float) -> None:
        self._width, self._height = width, height
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        for x, y in spots:
            self._take((x - 2, y - 2, x + 2, y + 2))

    def place(self, spot: Spot, text: str, size: int, away: Spot) -> Spot | None:
        """Where the text's baseline starts; None where there is no room.

        Right of the spot, left, above or below: first where `away` points most.
        """
        x, y = spot
        wide = sum(0.58 if c.isascii() else 1.0 for c in text) * size
        choices = [
            (1, 0, x + 5, y + size * 0.36),
            (-1, 0, x - 5 - wide, y + size * 0.36),
            (0, -1, x - wide / 2, y - 5),
            (0, 1, x - wide / 2, y + 5 + size * 0.7),
        ]
        choices.sort(key=lambda c: -(c[0] * away[0] + c[1] * away[1]))
        for _, _, left, base in choices:
            box = (left, base - size * 0.75, left + wide, base + 1)
            if not self._hit(box):
                self._take(box)
                return left, base
        return None

    def _keys(self, box: Box) -> Iterable[tuple[int, int]]:
        for i in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
            for j in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
                yield i, j

    def _take(self, box: Box) -> None:
        for key in self._keys(box):
            self._cells[key].append(box)

    def _hit(self, box: Box) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self._width or bottom > self._height:
            return True
        return any(
            _overlap(box, other) for key in self._keys(box) for other in self._cells[key]
        )


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
