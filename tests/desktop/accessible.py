"""Reads and presses what is on the screen as a screen reader does: AT-SPI over D-Bus, no pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Properties, new_method_call
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ANSWER_WITHIN = 15.0
BUS = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
STATUS = Properties(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status"))
INTERFACE = "org.a11y.atspi."
REGISTRY = f"{INTERFACE}Registry"
PROGRAMS = (REGISTRY, "/org/a11y/atspi/accessible/root")
EVENTS = DBusAddress("/org/a11y/atspi/registry", REGISTRY, REGISTRY)
APPEARED = MatchRule(type="signal", interface=f"{INTERFACE}Event.Object", member="StateChanged")
APPEARED.add_arg_condition(0, "showing")
STATES = {"checked": 4, "enabled": 8, "focused": 12, "showing": 25, "active": 1}
"""Bits of AT-SPI's state sets that are used here."""
ON_SCREEN = 0
Ref = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """One accessible object as it was when it was looked at. at: x, y, width, height on the screen, in pixels."""

    ref: Ref
    role: str
    name: str
    states: frozenset[str]
    depth: int = 0

    def __str__(self) -> str:
        return f"{'  ' * self.depth}{self.role} {self.name!r} {' '.join(sorted(self.states))}"


class GoneError(LookupError):
    """What was asked about is not there any more."""


class Eyes:
    """A connection to the accessibility bus of one desktop."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            # As a screen reader does when it starts; programs take part in it from then on.
            session.send_and_get_reply(STATUS.set("IsEnabled", "b", True), timeout=ANSWER_WITHIN)
            address = session.send_and_get_reply(
                new_method_call(BUS, "GetAddress"), timeout=ANSWER_WITHIN
            ).body[0]
        self._bus: DBusConnection = open_dbus_connection(address)
        self._appeared: list[Ref] = []
        wanted = ("object:state-changed:showing", [], "")
        self._one(new_method_call(EVENTS, "RegisterEvent", "sass", wanted))
        self._one(message_bus.AddMatch(APPEARED))

    def close(self) -> None:
        self._bus.close()

    # ---- looking

    def programs(self) -> list[Thing]:
        return self._look_at(self._children(PROGRAMS), 0)

    def windows(self, program: str) -> list[Thing]:
        """Those on the screen of the programs whose names begin so; menus are no windows."""
        programs = [each for each in self.programs() if each.name.startswith(program)]
        return [each for one in programs for each in self.children(one) if "showing" in each.states]

    def children(self, thing: Thing) -> list[Thing]:
        """Those that are not shown too."""
        return self._look_at(self._children(thing.ref), thing.depth + 1)

    def popups(self, role: str = "popup menu") -> list[Thing]:
        """The menus that are open now, newest first. They belong to no window: each says itself that it appears."""
        self._listen()
        known, self._appeared = self._appeared, []  # while they are looked at, more may appear
        menus = [each for each in self._look_at(list(dict.fromkeys(reversed(known))), 0) if each.role == role]
        self._appeared = [each.ref for each in reversed(menus)] + self._appeared
        return [each for each in menus if "showing" in each.states]

    def below(self, thing: Thing) -> Iterator[Thing]:
        """Everything in it that is shown, level by level."""
        level = [thing]
        while level:
            answers = self._ask([_call(each.ref, "Accessible", "GetChildren") for each in level])
            refs = [(name, path) for answer in answers if answer is not None for name, path in answer[0]]
            level = [each for each in self._look_at(refs, level[0].depth + 1) if "showing" in each.states]
            yield from level

    def text(self, thing: Thing) -> str:
        """What stands in a field or an area of text."""
        return str(self._one(_call(thing.ref, "Text", "GetText", "ii", (0, -1)))[0])

    def place(self, thing: Thing) -> tuple[int, int, int, int]:
        """x, y, width and height on the screen, in pixels."""
        x, y, width, height = self._one(_call(thing.ref, "Component", "GetExtents", "u", (ON_SCREEN,)))[0]
        return x, y, width, height

    # ---- acting

    def actions(self, thing: Thing) -> list[str]:
        rows = self._one(_call(thing.ref, "Action", "GetActions"))[0]
        return [str(row[0]) for row in rows]

    def press(self, thing: Thing) -> None:
        """Its first action: a button is pressed, a box toggled, an entry of a menu chosen."""
        self._one(_call(thing.ref, "Action", "DoAction", "i", (0,)))

    def focus(self, thing: Thing) -> None:
        self._one(_call(thing.ref, "Component", "GrabFocus"))

    # ---- the wire

    def _listen(self) -> None:
        """Take what has come without having been asked for."""
        while True:
            try:
                self._noted(self._bus.receive(timeout=0))
            except TimeoutError:
                return

    def _noted(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal and message.body[:2] == ("showing", 1):
            self._appeared.append((fields[HeaderFields.sender], fields[HeaderFields.path]))

    def _children(self, ref: Ref) -> list[Ref]:
        [answer] = self._ask([_call(ref, "Accessible", "GetChildren")])
        return [] if answer is None else [(name, path) for name, path in answer[0]]

    def _look_at(self, refs: Sequence[Ref], depth: int) -> list[Thing]:
        names = self._ask([_get(ref, "Name") for ref in refs])
        roles = self._ask([_call(ref, "Accessible", "GetRoleName") for ref in refs])
        states = self._ask([_call(ref, "Accessible", "GetState") for ref in refs])
        return [
            Thing(ref, str(role[0]), str(name[0][1]), _states(state[0]), depth)
            for ref, name, role, state in zip(refs, names, roles, states, strict=True)
            if name is not None and role is not None and state is not None
        ]

    def _one(self, message: Message) -> Any:
        [answer] = self._ask([message])
        if answer is None:
            raise GoneError(str(message.header.fields))
        return answer

    def _ask(self, messages: Sequence[Message]) -> list[Any]:
        """The answers, asked for all at once; None for what is not there any more."""
        serials = []
        for message in messages:
            serials.append(next(self._bus.outgoing_serial))
            self._bus.send(message, serial=serials[-1])
        answers: dict[int, Any] = {}
        while len(answers) < len(serials):
            got = self._bus.receive(timeout=ANSWER_WITHIN)
            serial = got.header.fields.get(HeaderFields.reply_serial)
            if serial in serials:
                answers[serial] = None if got.header.message_type is MessageType.error else got.body
            else:
                self._noted(got)
        return [answers[serial] for serial in serials]


def _call(
    ref: Ref, interface: str, method: str, signature: str | None = None, body: tuple[Any, ...] = ()
) -> Message:
    return new_method_call(DBusAddress(ref[1], ref[0], INTERFACE + interface), method, signature, body)


def _get(ref: Ref, name: str) -> Message:
    return Properties(DBusAddress(ref[1], ref[0], f"{INTERFACE}Accessible")).get(name)


def _states(words: Sequence[int]) -> frozenset[str]:
    bits = words[0] | words[1] << 32
    return frozenset(name for name, bit in STATES.items() if bits >> bit & 1)
