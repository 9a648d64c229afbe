"""`skelly-tray config rollback`: the whole configuration as it was at a revision."""

from __future__ import annotations

from skelly_tray.cli.changing import WAIT, change, tell
from skelly_tray.cli.command import Argument, Command, Request, line_count
from skelly_tray.cli.failure import CommandError, ExitCode


def run(request: Request) -> int:
    from skelly_tray.config.edits import restored
    from skelly_tray.config.revisions import NoSuchRevisionError, Revisions

    kept = Revisions(request.home)
    try:
        rev = request.arguments.revision
        target = kept.get(rev) if rev is not None else kept.last_good()
        if target is None:
            raise CommandError("there is nothing to go back to: no change has been made", code=ExitCode.USAGE)
        texts = kept.texts_at(target.rev)
    except NoSuchRevisionError as error:
        raise CommandError(str(error), code=ExitCode.USAGE) from error
    except OSError as error:
        raise CommandError("the revisions cannot be read", str(error)) from error
    why = f"back to revision {target.rev}"
    report = change(request, "config.rollback", {"rev": target.rev}, restored(texts), why)
    return tell(
        request,
        f"the configuration is as it was at revision {target.rev}",
        report,
        wait=request.arguments.wait,
    )


COMMAND = Command(
    name="config rollback",
    summary="the files and overrides as they were at a revision; without REV the one before the last",
    detail="It is a change like any other: checked, on trial, and a revision of its own, so it can be taken back.",
    arguments=(
        Argument(("revision",), "as `config history` shows it", metavar="REV", count="?", kind=line_count),
        WAIT,
    ),
    run=run,
)
