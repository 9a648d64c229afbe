"""`skelly-tray config unset`: one key as the file says, or as its default is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skelly_tray.cli.changing import KEY, WAIT, change, key_of, tell
from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.in_effect import remark_if_not_in_effect

if TYPE_CHECKING:
    from skelly_tray.config.keys import Key


def run(request: Request) -> int:
    from skelly_tray.config.edits import unset_override, unset_saved

    values = request.arguments
    key = key_of(request, gone=True)
    edit = unset_saved(key) if values.save else unset_override(key)
    params = {"key": key.text, "save": values.save}
    report = change(request, "config.unset", params, edit, f"unset {key.text}")
    what = f"set in {key.file}" if values.save else "overridden"
    if not report.get("applied", report.get("revision") is not None):
        request.console.print(f"{key.text} was not {what}; nothing was changed")
        if not values.save and _is_in_the_file(request, key):
            request.console.remark(f"{key.file} sets it; --save takes it out of there")
        return ExitCode.DONE
    code = tell(request, f"{key.text} is no longer {what}", report, wait=values.wait)
    remark_if_not_in_effect(request, key.module)
    return code


def _is_in_the_file(request: Request, key: Key) -> bool:
    from skelly_tray.config.errors import UnusableFileError
    from skelly_tray.config.texts import read_texts
    from skelly_tray.config.value import row_of

    try:
        return bool(row_of(read_texts(request.home), key)["origin"] == "file")
    except UnusableFileError:
        return False


COMMAND = Command(
    name="config unset",
    summary="take back the override of one key; with --save also what the file says",
    detail="What is not overridden, or not set, stays as it is; that is no error.",
    arguments=(KEY, Argument(("--save",), "out of the file too", is_flag=True), WAIT),
    run=run,
)
