"""One output pipe of one process: read in bounded turns, or thrown away unread when there is too much."""

from __future__ import annotations

import os

from skelly_tray.adapters.logs.line_format import PREFIX_LENGTH
from skelly_tray.adapters.logs.line_splitter import LineSplitter
from skelly_tray.adapters.logs.log_board import LogBoard
from skelly_tray.adapters.logs.module_log import ModuleLog
from skelly_tray.adapters.logs.pump import as_socket

CHUNK = 64 * 1024
TURN_READS = 4
"""Reads (or splices) in one turn, so that a flooding module does not starve the others."""
PUMPED = os.name == "nt"
_SPLICE = hasattr(os, "splice")


class PipeStream:
    """Owns the descriptor of a pipe's reading end, and closes it. Used by the log thread only."""

    def __init__(
        self, descriptor: int, stream: str, incarnation: int, log: ModuleLog, board: LogBoard
    ) -> None:
        self._socket = as_socket(descriptor) if PUMPED else None
        if self._socket is None:
            os.set_blocking(descriptor, False)
        self.descriptor = self._socket.fileno() if self._socket else descriptor
        self.incarnation = incarnation
        self.log = log
        self._stream = stream
        self._board = board
        self._splitter = LineSplitter()
        self._added = 0

    def take_turn(self, null: int, wall: float, now: float) -> bool:
        """Take what is there, up to a bound; False at the end of the stream.

        null: a descriptor of the null device, for what is discarded.
        """
        for _ in range(TURN_READS):
            try:
                count = self._discard(null, wall, now) if self.log.flow.discarding else self._keep(wall, now)
            except BlockingIOError:
                return True
            except OSError:
                count = 0  # a pipe that cannot be read has ended for us
            if not count:
                return False
            self.log.flow.account(count + self._added, now)
        return True

    def finish(self, wall: float, now: float) -> None:
        """Write the unfinished last line and close the descriptor."""
        self._write_rest(wall, now)
        if self._socket:
            self._socket.close()
        else:
            os.close(self.descriptor)

    def _keep(self, wall: float, now: float) -> int:
        data = self._read()
        lines = self.log.veil.lines(self._splitter.feed(data, self.log.veil))
        # What is put before each line takes room too: a flood of empty lines would fill 30 times its size.
        self._added = len(lines) * PREFIX_LENGTH
        self._write(lines, wall, now)
        return len(data)

    def _discard(self, null: int, wall: float, now: float) -> int:
        if _SPLICE and self._socket is None:
            count = os.splice(self.descriptor, null, CHUNK, flags=os.SPLICE_F_NONBLOCK)
        else:
            count = len(self._read())
        self._write_rest(wall, now)
        self._splitter.skip_to_newline()
        self._added = 0
        return count

    def _read(self) -> bytes:
        return self._socket.recv(CHUNK) if self._socket else os.read(self.descriptor, CHUNK)

    def _write_rest(self, wall: float, now: float) -> None:
        """A line that was begun."""
        self._write([self.log.veil.unfinished(line) for line in self._splitter.flush()], wall, now)

    def _write(self, lines: list[bytes], wall: float, now: float) -> None:
        if lines:
            self.log.write(self._stream, lines, wall, now)
            self._board.feed(self.incarnation, lines)
