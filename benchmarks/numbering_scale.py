"""How numbering and grids grow with the town: 1,000, 10,000, 100,000 doors in one call each.

    python benchmarks/numbering_scale.py

Times are ratios to sorting the same doors by street, side and order in the same run, so that a
slow machine does not matter. The long street shows where the square law stands: one side, no
sub-numbers, never-reuse.
"""

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
    peak = megabytes(lambda: assign(messy, policy, scopes=scopes))
    print(f"{count:8,}  {base * 1000:8.1f} ms  {first / base:6.0f}  {keep / base:6.0f}"
          f"  {hard / base:6.0f}  {peak:8.1f}")  # fmt: skip


def one_side(count: int) -> None:
    """A single street side without sub-numbers: the square law."""
    draw = random.Random(7)
    numbers = [2 * i + 1 for i in range(count)]
    for _ in range(count // 10):
        i, j = draw.randrange(count), draw.randrange(count)
        numbers[i], numbers[j] = numbers[j], numbers[i]
    doors = [
        Door(f"d{i}", "s", Side.LEFT, i, number=DoorNumber(n)) for i, n in enumerate(numbers)
    ]
    policy, scope = load_policy("default-v"), [Scope("s", bearing=180)]
    base = seconds(lambda: sort(doors))
    keep = seconds(lambda: assign(doors, policy, scopes=scope), 1)
    hard = seconds(lambda: assign(doors, strict(policy), scopes=scope), 1)
    print(f"{count:8,}  {base * 1000:8.1f} ms  {keep / base:6.0f}  {hard / base:6.0f}")


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
    print("   doors   one sort     new    keep  strict   MB (keep)   [ratios to the sort]")
    for count in (1_000, 10_000, 100_000):
        row(count)
    print("one side   one sort    keep  strict")
    for count in (250, 500, 1000, 2000):
        one_side(count)
    grids()


if __name__ == "__main__":
    main()
