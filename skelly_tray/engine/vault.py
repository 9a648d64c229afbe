"""The values that modules were given, in memory only: to fill in copies of their descriptors, to tell a new bus, and
to take them out of whatever comes back from a module.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId
from skelly_tray.domain.events import Event
from skelly_tray.domain.hiding import Hider
from skelly_tray.domain.secret_refs import names_in, resolved

MOST_VALUES = 32
"""Former values that are still hidden in what a module writes, beside the present ones."""

LARGE = 4096
"""Characters of values of which nothing is made in the loop."""

T = TypeVar("T")
Hush = Callable[[str, Hider | None], None]
"""(module, what to hide in its output; None: its values are not known, so nothing of it can be shown)."""


@dataclass(slots=True)
class _Held:
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    ever: tuple[str, ...] = field(default=(), repr=False)
    hider: Hider = field(default_factory=lambda: Hider(()))


_NOTHING = _Held()


class Vault:
    """hush: told for every module what has to be hidden in its output."""

    def __init__(self, hush: Hush) -> None:
        self._hush = hush
        self._held: dict[ModuleId, _Held] = {}
        self._unknown: set[ModuleId] = set()

    def __repr__(self) -> str:
        return f"Vault({len(self._held)} modules)"

    async def learn(self, module: ModuleId, values: Mapping[str, str]) -> None:
        """As `know`; what is made of large values is made in a thread."""
        while sum(map(len, ever := self._ever(module, values))) > LARGE:
            hider = await asyncio.to_thread(Hider, ever)
            if self._ever(module, values) == ever:
                self.know(module, values, hider)
                return
        self.know(module, values)

    def know(self, module: ModuleId, values: Mapping[str, str], hider: Hider | None = None) -> None:
        """Its values from here on; former ones go on being hidden. hider: of them all, if it is made already."""
        if self._held.get(module, _NOTHING).values == values:
            return
        ever = self._ever(module, values)
        self._unknown.discard(module)
        held = self._held[module] = _Held(dict(values), ever, hider or Hider(ever))
        self._hush(module, held.hider)

    def _ever(self, module: ModuleId, values: Mapping[str, str]) -> tuple[str, ...]:
        """All of its values that have to be hidden once it has these."""
        present, former = {*values.values()}, self._held.get(module, _NOTHING).ever
        return tuple(dict.fromkeys((*values.values(), *former)))[: len(present) + MOST_VALUES]

    def unknown(self, module: ModuleId) -> None:
        """It runs with values that we do not know yet."""
        if module not in self._held:
            self._unknown.add(module)
            self._hush(module, None)

    def none(self, module: ModuleId) -> None:
        """It is started without any: nothing of it has to be withheld."""
        if module in self._unknown:
            self._unknown.discard(module)
            self._hush(module, Hider(()))

    def knows(self, descriptor: ModuleDescriptor) -> bool:
        return set(names_in(descriptor)) <= set(self._values(descriptor.id))

    def _values(self, module: ModuleId) -> Mapping[str, str]:
        held = self._held.get(module)
        return held.values if held else {}

    def fill(self, descriptor: ModuleDescriptor) -> ModuleDescriptor:
        """A copy with its values, or the descriptor itself if it has none or they are not known."""
        if not names_in(descriptor) or not self.knows(descriptor):
            return descriptor
        values = self._values(descriptor.id)
        env, settings = resolved(descriptor.env, values), resolved(descriptor.settings, values)
        return replace(descriptor, env=env, settings=settings)

    def hide(self, module: str, value: T) -> T:
        """The same without the module's values in any text of it."""
        held = self._held.get(ModuleId(module))
        return _hidden(value, held.hider) if held else value

    def censored(self, event: Event) -> Event:
        """What a module says of itself may quote what it was given."""
        module = getattr(event, "module", None)
        return self.hide(module, event) if module in self._held else event

    def retain(self, modules: Mapping[ModuleId, Any]) -> None:
        """Forget those that are no modules any more; their output stays hushed, for it may still come."""
        for gone in self._held.keys() - modules.keys():
            del self._held[gone]


def _hidden(value: Any, hider: Hider) -> Any:
    match value:
        case Enum():
            return value
        case str():
            return hider.text(value)
        case Mapping():
            return {key: _hidden(item, hider) for key, item in value.items()}
        case tuple() | list():
            return type(value)(_hidden(item, hider) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            found = {f.name: getattr(value, f.name) for f in fields(value) if f.init and f.name != "module"}
            told = {name: _hidden(item, hider) for name, item in found.items()}
            return replace(value, **told) if told != found else value
        case _:
            return value
