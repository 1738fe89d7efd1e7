"""What an event must find in the register beyond the state of its own subject."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from doorplate._text import Text
from doorplate.errors import ForbiddenTransition, NumberTaken, RegisterError
from doorplate.register._slots import Entry, Slot
from doorplate.register.events import Event
from doorplate.register.verbs import AddressState, Kind, Verb

if TYPE_CHECKING:
    from doorplate.register._ledger import Ledger

__all__ = ["Step", "check"]

_EXCLUSIVE: Final = frozenset(
    {
        AddressState.RESERVED,
        AddressState.PROVISIONAL,
        AddressState.ASSIGNED,
        AddressState.ACTIVE,
    }
)
_DOORLESS: Final = frozenset({AddressState.RESERVED, AddressState.VOID})
"""A number may be reserved for a plot, and let go again, where no door stands."""


class Step(NamedTuple):
    """One event about to be applied."""

    ledger: "Ledger"
    event: Event
    entry: Entry | None
    state: str
    fields: Mapping[str, Any]
    data: Mapping[str, Any]

    def known(self, kind: Kind, subject: str) -> Entry:
        """The entry of something that the event names."""
        entry = self.ledger.entries[kind].get(subject)
        if entry is None:
            raise RegisterError(
                Text(
                    f"台账中没有{kind.text.zh} {subject!r}",
                    f"the register knows no {kind} {subject!r}",
                ),
                remedy=Text("先登记", "Register it first"),
                where=self.event.subject,
            )
        return entry

    def changes(self, *names: str) -> bool:
        """Whether the event changes one of these fields."""
        return self.entry is not None and any(
            self.fields.get(name, self.entry.get(name)) != self.entry.get(name)
            for name in names
        )

    def refuse(self, text: Text, remedy: Text | None = None) -> None:
        """Refuse the event."""
        raise ForbiddenTransition(text, remedy=remedy, where=self.event.subject)


def check(step: Step) -> None:
    """Refuse what names something unknown, takes a held number or breaks a plate rule."""
    if step.event.verb.kind is Kind.ADDRESS:
        _address(step, AddressState(step.state))
    rule = _RULES.get(step.event.verb)
    if rule:
        rule(step)


def _address(step: Step, state: AddressState) -> None:
    if state not in _DOORLESS:
        step.known(Kind.DOOR, step.data.get("door", ""))
    if state in _EXCLUSIVE:
        _free(step, (step.data["scope"], step.data["epoch"], step.data["number"]))


def _free(step: Step, slot: Slot) -> None:
    holders = step.ledger.holders(slot, step.event.subject)
    if not holders:
        return
    held = holders[0]
    state = AddressState(held.state).text
    raise NumberTaken(
        Text(
            f"{held.text}（批次 {held.epoch}）的号由 {held.address} 占用（{state.zh}）",
            f"number {held.number} of {held.scope}, epoch {held.epoch}, "
            f"is held by {held.address} ({state.en})",
        ),
        remedy=Text(
            "换一个号；预留号请对该预留地址新编",
            "Take another number, or assign the reserved address itself",
        ),
        where=step.event.subject,
    )


def _void(step: Step) -> None:
    if step.ledger.present[step.event.subject].issued:
        step.refuse(
            Text("号已编过，不能清理", "the number was given and cannot be voided"),
            Text("请用停用", "Retire it"),
        )
    _succeeded(step)


def _restore(step: Step) -> None:
    if step.changes("door", "scope", "epoch", "number"):
        step.refuse(
            Text("恢复时不得更换门或号", "restoring keeps the door and the number"),
            Text("另一门请新编", "Assign a new address to another door"),
        )


def _correct(step: Step) -> None:
    if not step.changes(*step.fields):
        step.refuse(Text("更正没有改动任何字段", "the correction changes nothing"))


def _kept(step: Step) -> None:
    if step.changes("scope", "epoch", "number", "text"):
        step.refuse(
            Text("此动作不得改号改名", "this verb changes neither number nor wording"),
            Text("请用更正", "Correct it"),
        )


def _retire(step: Step) -> None:
    _kept(step)
    _succeeded(step)


def _succeeded(step: Step) -> None:
    if step.fields.get("successor"):
        step.known(Kind.ADDRESS, step.fields["successor"])


def _order(step: Step) -> None:
    address = step.known(Kind.ADDRESS, step.data["address"])
    state = AddressState(address.state)
    if not state.live:
        step.refuse(
            Text(
                f"地址状态为“{state.text.zh}”，不得订牌",
                f"no plate is ordered for an address that is {state}",
            )
        )
    if step.data["number"] != address.get("number"):
        step.refuse(
            Text("牌面号与地址的号不符", "the plate's number is not that of its address")
        )


def _hang(step: Step) -> None:
    step.known(Kind.DOOR, step.fields.get("door", ""))


def _scan(step: Step) -> None:
    for door in step.fields["seen"]:
        step.known(Kind.DOOR, door)


def _link(step: Step) -> None:
    if step.data.get("address"):
        step.known(Kind.ADDRESS, step.data["address"])
    else:
        step.known(Kind.DOOR, step.data.get("door", ""))


def _excuse(step: Step) -> None:
    if "excuse" not in step.fields:
        step.refuse(Text("免挂须写明缘由", "an excuse needs its kind in the field excuse"))


_RULES: Final[Mapping[Verb, Callable[[Step], None]]] = {
    Verb.VOID: _void,
    Verb.RESTORE: _restore,
    Verb.CORRECT: _correct,
    Verb.RETIRE: _retire,
    Verb.SUSPEND: _kept,
    Verb.VERIFY: _kept,
    Verb.ORDER: _order,
    Verb.HANG: _hang,
    Verb.REHANG: _hang,
    Verb.SCAN: _scan,
    Verb.LINK: _link,
    Verb.EXCUSE: _excuse,
}
