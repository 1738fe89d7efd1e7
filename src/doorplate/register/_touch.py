"""What a batch of events touches: loaded from the store before they are applied."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from doorplate.register._fields import checked
from doorplate.register._ledger import Ledger
from doorplate.register._slots import Slot
from doorplate.register.events import Event
from doorplate.register.verbs import Kind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from doorplate.register._store import Store

__all__ = ["load_for"]


def load_for(
    batch: Sequence[Event], ledger: Ledger, store: "Store", connection: "Connection"
) -> None:
    """Load the subjects of a batch, what they name, and who has the numbers they name."""
    fields = [checked(event) for event in batch]
    wanted: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for event in batch:
        wanted[event.verb.kind].add(event.subject)
    _load(wanted, ledger, store, connection)
    loaded = [e.data for kind in Kind for e in ledger.entries[kind].values()]
    _load(_named([*fields, *loaded]), ledger, store, connection)
    for version in store.versions_of(connection, wanted[Kind.ADDRESS]):
        ledger.load_version(version)
    for version in store.versions_in(connection, _slots(batch, fields, ledger)):
        ledger.load_version(version)


def _load(
    wanted: dict[Kind, set[str]], ledger: Ledger, store: "Store", connection: "Connection"
) -> None:
    for kind, ids in wanted.items():
        for entry in store.entries(connection, kind, ids - ledger.entries[kind].keys()):
            ledger.load(kind, entry)


def _named(fields: Iterable[Any]) -> dict[Kind, set[str]]:
    doors: set[str] = set()
    addresses: set[str] = set()
    for data in fields:
        doors.update(data.get("seen", ()), filter(None, [data.get("door")]))
        addresses.update(filter(None, [data.get("address"), data.get("successor")]))
    return {Kind.DOOR: doors, Kind.ADDRESS: addresses}


def _slots(batch: Sequence[Event], fields: Sequence[Any], ledger: Ledger) -> set[Slot]:
    names: dict[str, dict[str, Any]] = {
        v.address: {"scope": v.scope, "epoch": v.epoch, "number": v.number}
        for v in ledger.present.values()
    }
    slots = {v.slot for v in ledger.present.values()}
    for event, data in zip(batch, fields, strict=True):
        if event.verb.kind is Kind.ADDRESS:
            name = names.setdefault(event.subject, {"scope": "", "epoch": 1, "number": ""})
            name.update({key: data[key] for key in name if key in data})
            slots.add((name["scope"], name["epoch"], name["number"]))
    return slots
