"""`skelly-tray import`: module files from what another supervisor was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode

if TYPE_CHECKING:
    from skelly_tray.config.imports.bring_in import Plan

FORMATS = ("procfile", "process-compose", "compose", "supervisord", "pm2")


def run(request: Request) -> int:
    from skelly_tray.config.imports.bring_in import AlreadyThereError, carry_out

    values = request.arguments
    plans = _plans(request, [Path(name) for name in values.files], values.format or "")
    for line in _report(plans):
        request.console.print(line)
    modules = [module for each in plans for module in each.modules]
    if not modules:
        raise CommandError("nothing was imported", "none of the programs in it can be started by itself")
    if values.dry_run:
        request.console.print(f"{_count(len(modules))} would be written to {request.home.modules_dir}")
        return ExitCode.DONE
    try:
        carry_out(request.home, modules, force=values.force)
    except AlreadyThereError as error:
        are = "is a module" if len(error.ids) == 1 else "are modules"
        raise CommandError(
            "nothing was imported", f"there {are} of that name already: {error}; --force replaces them"
        ) from error
    except OSError as error:
        place = error.filename or request.home.modules_dir
        raise CommandError("nothing was imported", f"{place}: {error.strerror or error}") from error
    request.console.print(f"wrote {_count(len(modules))} to {request.home.modules_dir}")
    return ExitCode.DONE


def _plans(request: Request, files: Sequence[Path], wanted: str) -> list[Plan]:
    from skelly_tray.config.imports.bring_in import plan
    from skelly_tray.config.imports.found import NotReadableError

    plans: list[Plan] = []
    for file in files:
        taken = [module.id for each in plans for module in each.modules]
        try:
            plans.append(plan(request.home, file, wanted, taken))
        except FileNotFoundError as error:
            raise CommandError(f"there is no file {file}", code=ExitCode.USAGE) from error
        except NotReadableError as error:
            raise CommandError(f"{file} cannot be imported", str(error)) from error
    return plans


def _report(plans: Sequence[Plan]) -> Iterator[str]:
    for each in plans:
        yield f"{each.file}: {each.format.title}"
        for note in each.notes:
            yield f"  {note}"
        for module in each.modules:
            yield f"  {module.name} → {module.id}.toml"
            for note in module.notes:
                yield f"    {note}"
        for name, why in each.left_out.items():
            yield f"  {name} is left out: {why}"


def _count(modules: int) -> str:
    return "1 module" if modules == 1 else f"{modules} modules"


COMMAND = Command(
    name="import",
    summary="module files from a Procfile, supervisord, pm2, process-compose or Docker Compose",
    detail="What was not carried over is reported, and said in the files. A core that runs takes them up at once.",
    arguments=(
        Argument(("files",), "what another supervisor reads", metavar="FILE", count="+"),
        Argument(("--format",), "what it is, where that cannot be told from it", choices=FORMATS),
        Argument(("--dry-run",), "say what would be done, and do nothing", is_flag=True),
        Argument(("--force",), "replace modules that are there", is_flag=True),
    ),
    run=run,
)
