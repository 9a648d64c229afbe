"""What a claimant may ask for, one method an operation; frames of anyone else are ignored.

Operations (`op`): claim, spawn, stop, kill, note, ack, throttle, members, orphan_grace, places, close,
reexec. A spawn id that
is not known is passed over in silence: its `gone` is already under way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from skelly_tray.keeper import wire
from skelly_tray.keeper.claims import Claims
from skelly_tray.keeper.drain import Drain
from skelly_tray.keeper.forest import Forest
from skelly_tray.keeper.launch import signal_number
from skelly_tray.keeper.orphans import OrphanPolicy
from skelly_tray.keeper.record import Spawn, Table
from skelly_tray.keeper.starts import Starts
from skelly_tray.keeper.throttle import Throttles
from skelly_tray.keeper.undertaker import Undertaker
from skelly_tray.keeper.wire import MAX_NOTE, PROTOCOL, Channel, Message

_REMEMBER_EVERY = 5.0


class Operations:
    """Dispatch of frames to the parts of the keeper. program: our version, as told to claimants."""

    def __init__(
        self,
        table: Table,
        claims: Claims,
        starts: Starts,
        undertaker: Undertaker,
        orphans: OrphanPolicy,
        drain: Drain,
        forest: Forest,
        throttles: Throttles,
        program: str,
        mend_door: Callable[[], None],
    ) -> None:
        self._table = table
        self._claims = claims
        self._starts = starts
        self._undertaker = undertaker
        self._orphans = orphans
        self._drain = drain
        self._forest = forest
        self._throttles = throttles
        self._program = program
        self._mend_door = mend_door
        self._remembered_at = 0.0
        self.sweeping = False
        """True while a dead keeper's leftovers are swept: no claim, no spawn."""
        self.wanted_image: tuple[list[str], str] | None = None
        """The arguments and version of the program that a claimant wants us to become."""
        self._by_name: dict[str, Callable[[Message, float], None]] = {
            "ack": self._acknowledge,
            "close": self._close,
            "kill": self._kill,
            "members": self._members,
            "note": self._note,
            "orphan_grace": self._orphan_grace,
            "places": self._places,
            "reexec": self._reexec,
            "spawn": self._spawn,
            "stop": self._stop,
            "throttle": self._throttle,
        }

    def handle(self, channel: Channel, message: Message) -> None:
        """One frame. Raises WireError if it is malformed."""
        name = wire.text(message, "op")
        if name == "claim":
            self._claim(channel, message)
        elif channel is self._claims.holder and name in self._by_name:
            self._by_name[name](message, time.monotonic())

    def lifeline_ended(self, hold: bool = False) -> None:
        """Nobody holds the claim any more: read the modules' output ourselves, and let none stay throttled."""
        self._throttles.end_all()
        for spawn in self._table.all():
            if not spawn.starting:
                self._drain.watch(spawn)
        self._orphans.abandoned(time.monotonic(), hold)

    def _claim(self, channel: Channel, message: Message) -> None:
        if self.sweeping or self._orphans.busy:
            self._claims.send(channel, {"ev": "busy"})
            return
        self._orphans.grace = wire.number(message, "orphan_grace")
        self._throttles.end_all()  # another orchestrator, another will
        rows = [spawn.row() for spawn in self._table.all()]
        for spawn in self._table.all():
            self._drain.unwatch(spawn)
        self._claims.give(channel)
        self._orphans.claimed()
        for spawn in self._table.all():
            if not spawn.starting:
                self._starts.hand_over(spawn)
        answer: Message = {"ev": "claimed", "epoch": self._claims.epoch, "pid": os.getpid()}
        self._claims.report({**answer, "protocol": PROTOCOL, "program": self._program, "table": rows})
        for spawn in self._table.all():
            if spawn.fields:
                self._claims.report({"ev": "notified", "id": spawn.id, "fields": spawn.fields})
                spawn.fields = {}

    def _spawn(self, message: Message, now: float) -> None:
        if self._orphans.busy:
            self._starts.fail(wire.text(message, "key"), None, "keeper", "the keeper is stopping everything")
            return
        self._starts.spawn(message)

    def _find(self, message: Message) -> Spawn | None:
        return self._table.get(wire.integer(message, "id"))

    def _stop(self, message: Message, now: float) -> None:
        spawn = self._find(message)
        if spawn is not None:
            number = signal_number(wire.text(message, "signal"))
            self._undertaker.stop(spawn, number, wire.number(message, "grace"), now)

    def _kill(self, message: Message, now: float) -> None:
        spawn = self._find(message)
        if spawn is not None:
            self._undertaker.kill(spawn, now)

    def _note(self, message: Message, now: float) -> None:
        note = wire.text(message, "note")
        if len(note) > MAX_NOTE:
            raise wire.WireError(f"a note of {len(note)} bytes")
        spawn = self._find(message)
        if spawn is not None:
            spawn.note = note

    def _orphan_grace(self, message: Message, now: float) -> None:
        """Another than the one the claim told."""
        self._orphans.grace = wire.number(message, "seconds")

    def _places(self, message: Message, now: float) -> None:
        """Somebody has removed files of ours."""
        self._mend_door()

    def _acknowledge(self, message: Message, now: float) -> None:
        spawn = self._find(message)
        if spawn is not None:
            spawn.acknowledged = True
            if spawn.gone:
                self._table.remove(spawn)

    def _throttle(self, message: Message, now: float) -> None:
        spawn = self._find(message)
        if spawn is not None:
            self._throttles.set(spawn, wire.number(message, "percent"), now)

    def _members(self, message: Message, now: float) -> None:
        """The strays of each spawn; now and then the lineage of everything is noted on the way."""
        live = self._table.live()
        self._forest.refresh()
        if now - self._remembered_at >= _REMEMBER_EVERY:
            self._remembered_at = now
            self._forest.remember(live)
        trees = {str(owner): pids for owner, pids in self._forest.strays(live).items() if owner}
        self._claims.report({"ev": "members", "trees": trees})

    def _close(self, message: Message, now: float) -> None:
        """End after stopping everything; with `hold`, keep all of it until somebody claims it."""
        if message.get("hold") is not True:
            self._orphans.stop_everything("the orchestrator ended")
            return
        holder = self._claims.holder
        assert holder is not None
        self._claims.report({"ev": "closed"})
        self._claims.leave(holder)
        self.lifeline_ended(hold=True)

    def _reexec(self, message: Message, now: float) -> None:
        argv = wire.texts(message, "argv")
        if not argv:
            raise wire.WireError("argv: a program is needed")
        self.wanted_image = (argv, wire.text(message, "program"))
