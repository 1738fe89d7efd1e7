"""How numbering and grids grow with the town: 1,000, 10,000, 100,000 doors in one call each.

    python benchmarks/numbering_scale.py

Times and memory are ratios to sorting the same doors by street, side and order in the same run,
so that a slow machine does not matter; the last column is the time of `keep` by n log2 n. One
long side shows new doors between far numbers and doors crowded into few metres; and where the
square law stands: no sub-numbers, never-reuse.
"""

import math
import random
import time
import tracemalloc
from collections.abc import Callable, Sequence

from doorplate.address import DoorNumber
from doorplate.numbering import (
    Atom,
    Door,
    Policy,
    Scope,
    Side,
    assign,
    load_policy,
    partition,
)

PER_STREET = 50
SQUARE = 2_000


def town(count: int, *, numbered: bool) -> tuple[list[Door], list[Scope]]:
    """`count` doors on streets of fifty; of present numbers one in ten is out of order."""
    draw = random.Random(count)
    doors = []
    for i in range(count):
        street, place = divmod(i, PER_STREET)
        side = Side.LEFT if place % 2 == 0 else Side.RIGHT
        main = place + 1 if draw.random() < 0.9 else draw.randrange(place % 2 + 1, 200, 2)
        number = DoorNumber(main) if numbered and draw.random() < 0.95 else None
        doors.append(Door(f"d{i:06d}", f"s{street:05d}", side, place, number=number))
    draw.shuffle(doors)
    return doors, [Scope(f"s{s:05d}", bearing=180) for s in range(count // PER_STREET)]


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The best of a few runs."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def sort(doors: Sequence[Door]) -> list[Door]:
    """The yardstick."""
    return sorted(doors, key=lambda d: (d.scope, d.side or Side.LEFT, d.order or 0, d.uid))


def megabytes(work: Callable[[], object]) -> float:
    """Peak memory of one run."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def strict(policy: Policy) -> Policy:
    """The same rules without sub-numbers."""
    sub = policy.sub.model_copy(update={"allowed": False, "maximum": 0})
    return policy.model_copy(update={"sub": sub})


def row(count: int) -> None:
    """One line of the table."""
    policy = load_policy("default-v")
    fresh, scopes = town(count, numbered=False)
    messy, _ = town(count, numbered=True)
    rounds = 3 if count < 100_000 else 1
    base = seconds(lambda: sort(messy))
    first = seconds(lambda: assign(fresh, policy, scopes=scopes), rounds)
    keep = seconds(lambda: assign(messy, policy, scopes=scopes), rounds)
    hard = seconds(lambda: assign(messy, strict(policy), scopes=scopes), rounds)
    room = megabytes(lambda: sort(messy))
    peak = megabytes(lambda: assign(messy, policy, scopes=scopes))
    print(f"{count:8,}  {base * 1000:8.1f} ms  {first / base:6.0f}  {keep / base:6.0f}"
          f"  {hard / base:6.0f}  {room:8.2f} MB  {peak / room:6.1f}"
          f"  {1e6 * keep / count / math.log2(count):8.1f}")  # fmt: skip


def along(numbers: Sequence[int], metres: Callable[[int], int]) -> list[Door]:
    """One side; 0 is a door without a number."""
    return [
        Door(f"d{i:06d}", "s", Side.LEFT, i, metres(i), DoorNumber(n) if n else None)
        for i, n in enumerate(numbers)
    ]


def one_side(count: int) -> None:
    """A single street side: far numbers, crowded metres, and the square law."""
    draw = random.Random(7)
    numbers = [2 * i + 1 for i in range(count)]
    for _ in range(count // 10):
        i, j = draw.randrange(count), draw.randrange(count)
        numbers[i], numbers[j] = numbers[j], numbers[i]
    policy, scope = load_policy("default-v"), [Scope("s", bearing=180)]
    messy = along(numbers, lambda i: i)
    base = seconds(lambda: sort(messy))
    far = along([1, *[0] * (count - 2), 99_999], lambda i: i)
    crowd = along([0] * count, lambda i: i // 100)
    metric = load_policy("harbin-metric-2010")
    south = [Scope("s", bearing=180, length=10**6)]
    costs = [
        seconds(lambda: assign(messy, policy, scopes=scope), 1),
        seconds(lambda: assign(far, policy, scopes=scope), 1),
        seconds(lambda: assign(crowd, metric, scopes=south), 1),
    ]
    if count <= SQUARE:
        costs.append(seconds(lambda: assign(messy, strict(policy), scopes=scope), 1))
    print(f"{count:8,}  {base * 1000:8.1f} ms", *(f"{cost / base:8.0f}" for cost in costs))


def grids() -> None:
    """540 grids over 2,000 streets, and over 100,000 doors that may be cut anywhere."""
    draw = random.Random(1)
    streets = [Atom(f"s{i}", draw.randint(20, 80)) for i in range(2000)]
    doors = [Atom(f"d{i}", draw.randint(1, 3)) for i in range(100_000)]
    for name, atoms in (("streets", streets), ("doors", doors)):
        base = seconds(lambda atoms=atoms: sorted(atoms, key=lambda a: a.id))  # type: ignore[misc]
        took = seconds(lambda atoms=atoms: partition(atoms, 540), 1)  # type: ignore[misc]
        print(f"540 grids of {len(atoms):,} {name}: {took:.2f} s, {took / base:.0f} sorts")


def main() -> None:
    """Print the three tables."""
    print("   doors     one sort     new    keep  strict  sort memory    keep"
          "  us/(n log2 n)   [ratios to the sort]")  # fmt: skip
    for count in (1_000, 10_000, 100_000):
        row(count)
    print("one side     one sort     keep      far  crowded   strict")
    for count in (500, 1_000, 2_000, 8_000, 32_000):
        one_side(count)
    grids()


if __name__ == "__main__":
    main()
