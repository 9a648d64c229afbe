"""`skelly-tray config get`: the value of one key, and where it is from."""

from __future__ import annotations

from skelly_tray.cli.changing import KEY, key_of
from skelly_tray.cli.command import JSON, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.in_effect import remark_if_not_in_effect
from skelly_tray.cli.text import as_json, clean


def run(request: Request) -> int:
    from skelly_tray.config.errors import UnusableFileError
    from skelly_tray.config.texts import read_texts
    from skelly_tray.config.value import UNSET, row_of

    key = key_of(request)
    texts = read_texts(request.home)
    try:
        row = row_of(texts, key)
    except UnusableFileError as refused:
        title = f"{key.file} cannot be used"
        raise CommandError(title, str(refused.error), code=ExitCode.INVALID_CONFIGURATION) from refused
    if row["origin"] == UNSET and not request.arguments.json:
        raise CommandError(f"{key.text} is not set, and has no default")
    value = row["value"]
    if request.arguments.json:
        request.console.print(as_json(row, indent=2))
    else:
        request.console.print(clean(value) if isinstance(value, str) else as_json(value))
        request.console.remark(f"({row['origin']})")
        remark_if_not_in_effect(request, key.module)
    return ExitCode.DONE


COMMAND = Command(
    name="config get",
    summary="the value of one key, and whether it is from an override, the file or the default",
    detail="The value goes to standard output, its origin to standard error. A reference to a secret is shown as it is"
    " written; a default that is a duration is in seconds.",
    arguments=(KEY, JSON),
    run=run,
)
