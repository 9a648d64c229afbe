"""What the commands that change the configuration have in common: the orchestrator's way or the files', the report, the
outcome of a trial."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from skelly_tray.cli.command import Argument, Request
from skelly_tray.cli.core_link import ask
from skelly_tray.cli.direct_config import change_files
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.known_modules import known_modules, no_module
from skelly_tray.cli.present.change_report import change_lines
from skelly_tray.cli.text import clean

if TYPE_CHECKING:
    from skelly_tray.config.edits import Edit
    from skelly_tray.config.keys import Key

KEY = Argument(("key",), "orchestrator.KEY or modules.ID.KEY, as in modules.web.settings.port", metavar="KEY")
SAVE = Argument(("--save",), "in the file, and not as a runtime override", is_flag=True)
WAIT = Argument(
    ("--wait",), "wait for the outcome of the trial; exit with 1 when it is rolled back", is_flag=True
)
_MARGIN = 30.0
"""Seconds that the outcome may come after the end of the trial."""
_EVERY = 0.25


def key_of(request: Request, *, gone: bool = False) -> Key:
    """The key that was given. gone: also one of a module that there is not, which an override can outlive. Raises
    CommandError, a usage error."""
    from skelly_tray.config.keys import BadKeyError, parse_key
    from skelly_tray.domain.descriptor import BUS_ID

    try:
        key = parse_key(request.arguments.key)
    except BadKeyError as bad:
        raise CommandError(str(bad.error).removeprefix("key: "), code=ExitCode.USAGE) from bad
    known = known_modules(request.home, logs=False)
    # Where the folder is gone, what was in it may run on: the orchestrator knows.
    if not gone and key.module not in {None, BUS_ID, *known} and request.home.modules_dir.is_dir():
        raise no_module(str(key.module), known)
    return key


def change(
    request: Request,
    method: str,
    params: dict[str, Any],
    edit: Edit,
    why: str,
    override: Key | None = None,
    *,
    forced: bool = False,
) -> dict[str, Any]:
    """Ask the orchestrator for it; without one, change the files by `edit`. forced: whatever is wrong then. Raises
    CommandError, with the exit code 4 and every error a line when it was refused."""
    try:
        report = ask(request, method, params)
    except CommandError as failure:
        if failure.code is not ExitCode.NOT_RUNNING:
            raise
        report = change_files(request.home, edit, why, override, forced=forced)
    for warning in report.get("warnings", ()):
        request.console.remark(clean(f"warning: {warning}"))
    if report["errors"]:
        count = len(report["errors"])
        title = f"nothing was changed: {count} error{'' if count == 1 else 's'}"
        raise CommandError(title, *map(clean, report["errors"]), code=ExitCode.INVALID_CONFIGURATION)
    return dict(report)


def tell(request: Request, done: str, report: dict[str, Any], *, wait: bool = False) -> int:
    """Say what was done and what follows of it. done: a sentence without its full stop. wait: for the verdict too."""
    for line in change_lines(done, report):
        request.console.print(clean(line))
    if wait and report.get("trial_s") and report.get("revision") is not None:
        _await_verdict(request, int(report["revision"]), float(report["trial_s"]))
    return ExitCode.DONE


def _await_verdict(request: Request, revision: int, trial: float) -> None:
    deadline = time.monotonic() + trial + _MARGIN
    while time.monotonic() < deadline:
        rows = ask(request, "config.history", {"count": 50})
        row = next((row for row in rows if row["rev"] == revision), None)
        if row is None or row["verdict"] == "committed":
            request.console.print("the trial is over, the change stays")
            return
        if row["verdict"] != "pending":
            raise CommandError("the change was rolled back", clean(row["verdict_why"]))
        time.sleep(_EVERY)
    raise CommandError("the trial has not ended in time", code=ExitCode.TIMED_OUT)
