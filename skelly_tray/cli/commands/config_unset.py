"""`skelly-tray config unset`: one key as the file says, or as its default is."""

from __future__ import annotations

from skelly_tray.cli.changing import KEY, WAIT, change, key_of, tell
from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.in_effect import remark_if_not_in_effect


def run(request: Request) -> int:
    from skelly_tray.config.edits import unset_override, unset_saved

    values = request.arguments
    key = key_of(request, gone=True)
    edit = unset_saved(key) if values.save else unset_override(key)
    params = {"key": key.text, "save": values.save}
    report = change(request, "config.unset", params, edit, f"unset {key.text}")
    done = f"{key.text} is no longer {f'set in {key.file}' if values.save else 'overridden'}"
    code = tell(request, done, report, wait=values.wait)
    remark_if_not_in_effect(request, key.module)
    return code


COMMAND = Command(
    name="config unset",
    summary="take back the override of one key; with --save also what the file says",
    arguments=(KEY, Argument(("--save",), "out of the file too", is_flag=True), WAIT),
    run=run,
)
