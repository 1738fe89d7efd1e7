"""Small lists for the matcher: three villages large enough to say what is usual."""

from doorplate.address import Address
from doorplate.match import Clusters, Record


def village(name: str, doors: range, town: str = "普集镇", group: str = "3组") -> list[Record]:
    """Two records of every door of a village."""
    return [
        Record(
            f"{town}{name}{n}{copy}",
            Address.of(town=town, village=name, group=group, number=f"{n}号"),
        )
        for n in doors
        for copy in "ab"
    ]


def register() -> list[Record]:
    """Three villages of one town, large enough to say what is usual."""
    return [
        *village("营上村", range(1, 60)),
        *village("营西村", range(20, 75)),
        *village("董朱村", range(40, 90)),
    ]


def grouped(clusters: Clusters) -> set[tuple[str, ...]]:
    return {cluster.members for cluster in clusters if len(cluster.members) > 1}


def together(clusters: Clusters, a: str, b: str) -> bool:
    return clusters.of(a).id == clusters.of(b).id


def as_read(text: str, **names: str) -> Address:
    """An address as a reader gives it: what `text` lacks was filled in."""
    parts = Address.of(**names).components
    return Address(
        tuple(
            c._replace(
                text=c.value, start=text.find(c.value), end=text.find(c.value) + len(c.value)
            )
            if c.value in text
            else c
            for c in parts
        )
    )
