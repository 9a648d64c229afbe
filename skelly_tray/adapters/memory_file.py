"""What must outlive us about modules, on disk: `state/modules.json`, replaced whole, by a thread of its own."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from skelly_tray.adapters.thread_issues import Deliver, ThreadIssues
from skelly_tray.config.atomic import replace_file, sweep_leftovers
from skelly_tray.config.state_files import read_state
from skelly_tray.engine.ports import IssueSink

NAME = "modules.json"
RETRY_AFTER = 5.0
"""Seconds until a write that failed is tried again."""
WRITE_ISSUE = "memory.write"
READ_ISSUE = "memory.read"


class MemoryFile:
    """The `MemoryStore`. `load` is called once, at the start, before the first `save`.

    deliver: `loop.call_soon_threadsafe`; issues are raised through it.
    """

    def __init__(self, state_dir: Path, issues: IssueSink, deliver: Deliver) -> None:
        self._folder = state_dir
        self._path = state_dir / NAME
        self._issues = ThreadIssues(issues, deliver)
        self._changed = threading.Condition()
        self._next: bytes | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="memory", daemon=True)
        self._thread.start()

    def load(self) -> dict[str, Any]:
        """What was saved last; empty without any. A file that cannot be used is moved aside, with an issue."""
        sweep_leftovers(self._folder)
        try:
            memory = json.loads(read_state(self._path))
            if not isinstance(memory, dict):
                raise ValueError("not a JSON object")
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            self._issues.raise_once(
                READ_ISSUE, "What was remembered of the modules is lost", self._set_aside(error)
            )
            return {}
        return memory

    def save(self, memory: Mapping[str, Any]) -> None:
        """Encoded at once; written by the thread, only the newest. Never blocks."""
        data = json.dumps(memory, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace")
        with self._changed:
            self._next = data
            self._changed.notify()

    def close(self, timeout: float = 2.0) -> bool:
        """Write what is not yet written and end the thread; whether it has within `timeout` seconds."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._next is None and not self._closing:
                    self._changed.wait()
                data, self._next = self._next, None
                if data is None:
                    return
            if not self._write(data):
                self._keep_for_later(data)

    def _keep_for_later(self, data: bytes) -> None:
        """Try again after a while, or sooner with something newer; at the end not at all."""
        until = time.monotonic() + RETRY_AFTER
        with self._changed:
            while self._next is None and not self._closing and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
            if self._next is None and not self._closing:
                self._next = data

    def _write(self, data: bytes) -> bool:
        try:
            replace_file(self._path, data)
        except OSError as error:
            text = f"{error}. A restart of the supervisor would forget what you started and stopped since."
            self._issues.raise_once(WRITE_ISSUE, "The state of the modules cannot be saved", text)
            return False
        self._issues.clear(WRITE_ISSUE)
        return True

    def _set_aside(self, error: Exception) -> str:
        aside = self._path.with_name(f"{NAME}.corrupt")
        with suppress(OSError):
            self._path.replace(aside)
            return (
                f"{NAME} cannot be read ({error}); it is now {aside.name}. All modules start as configured."
            )
        return f"{NAME} cannot be read ({error}). All modules start as configured."
