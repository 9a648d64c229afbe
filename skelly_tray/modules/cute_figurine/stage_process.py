"""The stage as a process of its own: lines to it and from it. It may end at any moment, as displays do.

Its end of the pipe is its life: when this module is gone, however it went, the stage ends by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from typing import Any

STAGE = "--stage"
_UP_WITHIN = 30.0
_END_WITHIN = 2.0
_LONGEST_LINE = 1 << 16
_MOST_SAID = 5
_MOST_WAITING = 1 << 18
_NO_DISPLAY = 3

Take = Callable[[dict[str, Any]], None]


class StageProcess:
    """`run` it once. take: each line it tells. say: each line it writes to standard error, the first few."""

    def __init__(
        self, command: Sequence[str], environ: dict[str, str], take: Take, say: Callable[[str], None]
    ) -> None:
        self._command = (*command, STAGE)
        self._environ = environ
        self._take = take
        self._say = say
        self._process: asyncio.subprocess.Process | None = None
        self.is_up = False

    async def run(self) -> str:
        """Returns why it ended, in words; cancelled, it takes the process along."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                env=self._environ,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=_LONGEST_LINE,
            )
        except OSError as error:
            return f"it cannot be started ({error.strerror or type(error).__name__})"
        self._process = process
        try:
            await asyncio.gather(self._listen(process), self._overhear(process))
            code = await process.wait()
        finally:
            self.is_up = False
            await asyncio.shield(self._end(process))
        return self._reason(code)

    def send(self, line: dict[str, Any]) -> None:
        """What it cannot be told because it hangs or has gone is dropped: the next one says all of it again."""
        writer = None if self._process is None else self._process.stdin
        if writer is None or writer.is_closing() or writer.transport.get_write_buffer_size() > _MOST_WAITING:
            return
        writer.write(json.dumps(line).encode() + b"\n")

    @property
    def pid(self) -> int | None:
        """Of the running process."""
        return None if self._process is None or self._process.returncode is not None else self._process.pid

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        try:
            async with asyncio.timeout(_UP_WITHIN) as bound:
                while line := await process.stdout.readline():
                    told = _read(line)
                    if told.get("told") == "up":
                        self.is_up = True
                        bound.reschedule(None)
                    if told:
                        self._take(told)
        except (TimeoutError, ValueError):  # it hangs at its start, or writes a line without an end
            process.kill()

    async def _overhear(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        count = 0
        with contextlib.suppress(ValueError):
            while line := await process.stderr.readline():
                count += 1
                if count <= _MOST_SAID:
                    self._say(" ".join(line.decode(errors="replace").split())[:300])

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        if process.returncode is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(_END_WITHIN):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _reason(self, code: int) -> str:
        if code == _NO_DISPLAY:
            return "there is no screen"
        if code < 0:
            return f"what draws it was ended by signal {-code}"
        return f"the display has gone, or what draws it has ended (exit {code})"


def _read(line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
