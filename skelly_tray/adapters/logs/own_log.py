"""Our own log: Python's `logging` into the log thread, so that `logs orchestrator` shows it like a module's."""

from __future__ import annotations

import logging

from skelly_tray.adapters.logs.writer import LogWriter

OWN_NAME = "orchestrator"
LOGGER = "skelly_tray"
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}


class OwnLogHandler(logging.Handler):
    """Writes records as `sys` lines of `logs/orchestrator.log`; never blocks and never raises."""

    def __init__(self, writer: LogWriter, level: int = logging.INFO) -> None:
        super().__init__(level)
        self._writer = writer
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._writer.write_sys(OWN_NAME, self.format(record))
        except Exception:  # noqa: BLE001  what a message does while it is formatted must not reach its caller
            self.handleError(record)

    def write_from(self, level: str, *, verbose: bool = False) -> None:
        """From now on only records of that level of `LogsConfig` and above. verbose: all of them."""
        self.setLevel(logging.DEBUG if verbose else LEVELS[level])
        logging.getLogger(LOGGER).setLevel(self.level)


def log_to(writer: LogWriter, *, level: str = "info", verbose: bool = False) -> OwnLogHandler:
    """Send the package's log to the writer; returns the handler, for `logger.removeHandler` at the end. level, verbose:
    as of `write_from`."""
    handler = OwnLogHandler(writer)
    handler.write_from(level, verbose=verbose)
    logging.getLogger(LOGGER).addHandler(handler)
    return handler
