"""The keeper's loop: exits first, then frames, then what is due, on one selector and without a thread.

It tells its claimant (`ev`): claimed, busy, displaced, streams, spawned, spawn_failed, exited, gone, stuck,
notified, members, closed, reexeced, reexec_failed.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from collections.abc import Callable

from skelly_tray.keeper import kernel, launch
from skelly_tray.keeper.claims import Claims
from skelly_tray.keeper.door import LOOK_EVERY, Door
from skelly_tray.keeper.drain import Drain
from skelly_tray.keeper.forest import Forest
from skelly_tray.keeper.ids import SpawnIds
from skelly_tray.keeper.leftovers import Leftovers
from skelly_tray.keeper.operations import Operations
from skelly_tray.keeper.orphans import OrphanPolicy, Watch
from skelly_tray.keeper.places import PlaceError
from skelly_tray.keeper.record import Spawn, Table
from skelly_tray.keeper.starts import Starts
from skelly_tray.keeper.throttle import Throttles
from skelly_tray.keeper.undertaker import Undertaker
from skelly_tray.keeper.wire import Message

_LONGEST_WAIT = 86400.0
# Seconds: epoll takes at most 24 days and raises for more, which legal graces of months would ask for.

BecomeImage = Callable[[list[str], str], str]
"""(arguments, version) -> does not return, or the sentence why it could not be done."""


class Keeper:
    """Everything of one keeper process; `run` returns when it may end. lock: the orchestrators' file."""

    def __init__(
        self,
        door: Door,
        forest: Forest,
        launcher: launch.Launcher,
        ids: SpawnIds,
        program: str,
        say: Callable[[str], None],
        lock: str,
    ) -> None:
        self.table = Table()
        self.door = door
        self._say = say
        self._program = program
        self._forest = forest
        self._selector = selectors.DefaultSelector()
        self.claims = Claims(self._selector, door.listener, self._lifeline_ended, say, lock)
        drain = self._drain = Drain(self._selector)
        self._undertaker = Undertaker(self.table, forest, self._report, self._buried)
        self.orphans = OrphanPolicy(self.table, forest, self._undertaker, say)
        self._starts = Starts(self.table, launcher, ids, self._selector, drain, self.claims, say)
        self._throttles = throttles = Throttles(self.table, forest)
        self._operations = Operations(
            self.table,
            self.claims,
            self._starts,
            self._undertaker,
            self.orphans,
            drain,
            forest,
            throttles,
            program,
            self._mend_door,
        )
        self._leftovers: Leftovers | None = None
        self._child_event = False
        self._wake_fd = -1
        self._look_due = 0.0
        self._said_of_door = ""

    def start(self) -> None:
        """A new keeper: look for what a dead one left, and wait for the first claim."""
        self._listen_to_signals()
        now = time.monotonic()
        self._leftovers = Leftovers(self._forest, self._say, now)
        self._operations.sweeping = self._leftovers.busy
        self.orphans.await_first_claim(now)

    def resume(self, holder: socket.socket | None, epoch: int) -> None:
        """Go on after an upgrade, with the connection that asked for it still holding the claim."""
        self._listen_to_signals()
        self._child_event = True  # an exit during the execve woke nobody
        self.claims.epoch = epoch
        if holder is None:
            self._operations.lifeline_ended()
            return
        self.claims.holder = self.claims.add(holder)
        self.orphans.claimed()
        self._throttles.resume(time.monotonic())
        self._report({"ev": "reexeced", "program": self._program, "epoch": epoch})

    def run(self, become_image: BecomeImage) -> None:
        """Serve until everything is stopped after the end of the claim."""
        try:
            while self.orphans.watch is not Watch.DONE:
                self._serve(become_image)
        finally:
            self._throttles.release()  # whatever ends us, nothing stays stopped
        self._report({"ev": "closed"})
        self._say("ended")

    def _serve(self, become_image: BecomeImage) -> None:
        for key, mask in self._selector.select(self._timeout()):
            key.data(mask)
        self._reap()
        self.claims.work(self._operations.handle)
        self._tend()
        self._upgrade_if_wanted(become_image)

    def _timeout(self) -> float | None:
        if self.claims.waiting or self._child_event:
            return 0.0
        parts = (self._throttles, self._undertaker, self.orphans, self._drain, self._leftovers)
        dues = [part.next_due() for part in parts if part is not None]
        if self.claims.holder is None:
            dues.append(self._look_due)
        earliest = min((due for due in dues if due is not None), default=None)
        return None if earliest is None else min(_LONGEST_WAIT, max(0.0, earliest - time.monotonic()))

    def _tend(self) -> None:
        now = time.monotonic()
        self._throttles.tend(now)
        child_event, self._child_event = self._child_event, False
        self._undertaker.tend(now, child_event)
        self._drain.tend(now)
        if self._leftovers is not None:
            self._leftovers.tend(now)
            if not self._leftovers.busy:
                self._leftovers = None
                self._operations.sweeping = False
        self.orphans.tend(now)
        if self.claims.holder is None and now >= self._look_due:
            self._look_due = now + LOOK_EVERY
            self._mend_door()

    def _mend_door(self) -> None:
        """So that whoever comes next finds us. What cannot be mended is said once, and tried again."""
        why = ""
        try:
            if self.door.mend():
                self.claims.listen_at(self.door.listener)
                self._say("the socket was gone and has been made anew")
        except BlockingIOError:
            why = "the lock was gone, and another keeper has taken it"
        except (PlaceError, OSError) as error:
            why = f"what makes us found is gone and cannot be made anew: {error}"
        if why != self._said_of_door:
            self._said_of_door = why
            if why:
                self._say(why)

    def _listen_to_signals(self) -> None:
        self._wake_fd, writing = os.pipe()
        os.set_blocking(self._wake_fd, False)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: None)
        kernel.hear_no_stopped_children()
        for unheard in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, *kernel.stray_signals()):
            signal.signal(unheard, signal.SIG_IGN)
        self._selector.register(self._wake_fd, selectors.EVENT_READ, lambda _mask: self._woken())

    def _woken(self) -> None:
        numbers = os.read(self._wake_fd, 4096)
        self._child_event = self._child_event or signal.SIGCHLD in numbers
        for _ in range(numbers.count(signal.SIGTERM)):
            self.orphans.stop_everything("the keeper was told to end")

    def _reap(self) -> None:
        """Take every exit there is: one signal may stand for many."""
        while self._child_event:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            spawn = self.table.of_pid(pid)
            self._forest.reaped(pid)
            if spawn is not None:
                self._leader_exited(spawn, os.waitstatus_to_exitcode(status))

    def _leader_exited(self, spawn: Spawn, code: int) -> None:
        self._starts.decide(spawn)
        spawn.exited_at = now = time.monotonic()
        spawn.code, spawn.signal = (code, None) if code >= 0 else (None, -code)
        if spawn.failure is None:
            message: Message = {"ev": "exited", "id": spawn.id, "code": spawn.code, "signal": spawn.signal}
            self._report({**message, "at": now})
        self._undertaker.leader_exited(spawn, now)

    def _buried(self, spawn: Spawn) -> None:
        """Nothing of that tree is left: close what we held for it, and say so until it is acknowledged."""
        if self.claims.holder is None:
            self._drain.read_rest(spawn)
        launch.release(spawn)
        if spawn.failure is not None:
            told = self._starts.fail(spawn.key, spawn.id, *spawn.failure)
        else:
            self._report({"ev": "gone", "id": spawn.id, "leftovers": len(spawn.leftovers)})
            told = spawn.acknowledged
        if told:
            self.table.remove(spawn)

    def _lifeline_ended(self) -> None:
        self._say("the orchestrator is gone")
        self._operations.lifeline_ended()

    def _report(self, message: Message) -> None:
        if message["ev"] == "stuck":
            self._say(f"spawn {message['id']} cannot be killed: {message['pids']}")
        self.claims.report(message)

    def _upgrade_if_wanted(self, become_image: BecomeImage) -> None:
        """Only in a quiet moment: no start undecided, no frame half way."""
        wanted = self._operations.wanted_image
        if wanted is None or not self.claims.quiet or any(spawn.starting for spawn in self.table.live()):
            return
        self._operations.wanted_image = None
        self._throttles.release()
        problem = become_image(*wanted)
        self._throttles.resume(time.monotonic())
        self._say(f"the upgrade failed: {problem}")
        self._report({"ev": "reexec_failed", "error": problem})
