"""What holds for every partition and every door code."""

from hypothesis import given
from hypothesis import strategies as st

from doorplate.numbering import (
    Atom,
    DoorCode,
    code_crosswalk,
    issue_codes,
    order_atoms,
    partition,
    partition_connected,
)
from doorplate.numbering.grids import connected
from doorplate.numbering.policy import GridRule
from numbering_cases import LAW

VILLAGE = "610431001203"
weights = st.lists(st.integers(0, 50), min_size=1, max_size=40)
codes = st.builds(
    DoorCode,
    st.integers(0, 10**12 - 1).map(lambda n: f"{n:012d}"),
    st.integers(1, 99),
    st.integers(1, 9_999),
)


@LAW
@given(weights, st.data())
def test_every_atom_in_one_grid_in_order(row: list[int], data: st.DataObject) -> None:
    k = data.draw(st.integers(1, len(row)))
    atoms = [Atom(f"a{i:02d}", w) for i, w in enumerate(row)]
    grids = partition(atoms, k)
    assert [a for g in grids.grids for a in g.atoms] == [a.id for a in atoms]
    assert len(grids.grids) == k
    assert all(g.atoms for g in grids.grids)
    assert sum(grids.weights) == sum(row)


@LAW
@given(st.integers(1, 3000), st.data())
def test_single_households_differ_by_one_at_most(count: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(1, min(count, 30)))
    found = partition([Atom(str(i)) for i in range(count)], k).weights
    share, more = divmod(count, k)
    assert found == (share + 1,) * more + (share,) * (k - more)


@LAW
@given(st.permutations(range(12)), st.sampled_from(["N-S", "S-N", "W-E", "E-W"]))
def test_the_list_order_of_atoms_does_not_matter(shuffled: list[int], order: str) -> None:
    atoms = [Atom(f"a{i}", i + 1, x=i * 7 % 5, y=i * 3 % 4, name=f"n{i}") for i in range(12)]
    there = partition(order_atoms(atoms, order), 4)
    again = partition(order_atoms([atoms[i] for i in shuffled], order), 4)
    assert there == again


@LAW
@given(st.lists(st.integers(0, 9), min_size=2, max_size=14), st.data())
def test_connected_grids_are_connected(row: list[int], data: st.DataObject) -> None:
    atoms = [Atom(f"a{i:02d}", w) for i, w in enumerate(row)]
    links = {
        f"a{i:02d}": {f"a{data.draw(st.integers(0, i - 1)):02d}"} for i in range(1, len(row))
    }
    k = data.draw(st.integers(1, 3).filter(lambda n: n <= len(row)))
    try:
        grids = partition_connected(atoms, k, links)
    except ValueError:
        assert k == 3  # a star of few atoms can leave no branch of two
        return
    both = {a: set(near) for a, near in links.items()}
    for a, near in links.items():
        for b in near:
            both.setdefault(b, set()).add(a)
    assert grids.apart == ()
    assert all(connected(g.atoms, both) for g in grids.grids)
    assert sorted(a for g in grids.grids for a in g.atoms) == [a.id for a in atoms]


@LAW
@given(codes)
def test_codes_read_back(code: DoorCode) -> None:
    assert DoorCode.parse(str(code)) == code
    assert len(str(code)) == 19


@LAW
@given(codes, st.integers(0, 18), st.integers(1, 9))
def test_every_wrong_digit_is_found(code: DoorCode, at: int, by: int) -> None:
    text = str(code)
    wrong = text[:at] + str((int(text[at]) + by) % 10) + text[at + 1 :]
    assert not DoorCode.is_valid(wrong)


@LAW
@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)), max_size=8),
)
def test_issued_codes_never_change(walk: list[int], later: list[tuple[int, int]]) -> None:
    doors = [(f"d{i}", grid) for i, grid in enumerate(walk)]
    first = issue_codes(doors, VILLAGE)
    redrawn = [(uid, grid % 4 + 1) for uid, grid in doors]
    for n, (place, grid) in enumerate(later):
        redrawn.insert(min(place, len(redrawn)), (f"n{n}", grid))
    second = issue_codes(redrawn, VILLAGE, first)
    assert {uid: second[uid] for uid in first} == first
    assert len(set(map(str, second.values()))) == len(redrawn)
    rule = GridRule(target=1)
    member = {uid: rule.code.format(village=VILLAGE, seq=grid) for uid, grid in redrawn}
    rows = code_crosswalk(second, member, rule.code)
    assert {r.uid for r in rows if r.moved} == {uid for uid, _ in doors}
