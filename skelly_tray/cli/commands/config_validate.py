"""`skelly-tray config validate`: every error of the configuration, or of one file, each on a line of its own."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.config.errors import UnusableFileError
from skelly_tray.config.home import Home

if TYPE_CHECKING:
    from skelly_tray.config.settings.check import Beside


def run(request: Request) -> int:
    named = request.arguments.file
    errors = _errors_of_file(request.home, Path(named)) if named else _errors_of_home(request)
    if errors:
        count = f"{len(errors)} error{'' if len(errors) == 1 else 's'}"
        raise CommandError(
            f"the configuration is invalid: {count}", *errors, code=ExitCode.INVALID_CONFIGURATION
        )
    request.console.print("the configuration is valid")
    return ExitCode.DONE


def _errors_of_home(request: Request) -> list[str]:
    from skelly_tray.app.examine.programs import missing_program
    from skelly_tray.config.load import load
    from skelly_tray.engine.configuration import join

    loaded = load(request.home, record=False)
    for warning in loaded.warnings:
        request.console.remark(f"warning: {warning}")
    for module, descriptor in loaded.descriptors.items():
        if sentence := missing_program(descriptor, os.environ):
            request.console.remark(f"warning: modules/{module}.toml: {sentence}")
    return join(loaded).errors


def _errors_of_file(home: Home, file: Path) -> list[str]:
    """A file anywhere, checked as if it were in this home: `orchestrator.toml` by its name, else a module's."""
    from skelly_tray.config.editing import check_module
    from skelly_tray.config.orchestrator_build import load_orchestrator
    from skelly_tray.config.reading import read_text

    try:
        text = read_text(file, str(file))
    except FileNotFoundError as error:
        raise CommandError(f"there is no file {file}", code=ExitCode.USAGE) from error
    except UnusableFileError as refused:
        return [str(refused.error)]
    if file.name == home.orchestrator_file.name:
        found = load_orchestrator(replace(home, config=file.absolute().parent)).errors
    else:
        found = check_module(home, file.stem, text, _beside(file.absolute().parent))
    return [str(replace(error, file=str(_meant(file, error.file)))) for error in found]


def _meant(file: Path, name: str) -> Path:
    """The file itself, or the schema beside it that an error names."""
    from skelly_tray.config.names import SCHEMA_SUFFIX

    return file.with_name(Path(name).name) if name.endswith(SCHEMA_SUFFIX) else file


def _beside(folder: Path) -> Beside:
    """The schemas of settings in the folder of a file, under the names that they have in a home."""
    from skelly_tray.config.names import MODULES_FOLDER, SCHEMA_SUFFIX
    from skelly_tray.config.reading import read_text
    from skelly_tray.config.settings.check import Beside

    files, refused = {}, {}
    for path in sorted(folder.glob(f"*{SCHEMA_SUFFIX}")):
        name = f"{MODULES_FOLDER}/{path.name}"
        try:
            files[name] = read_text(path, name)
        except UnusableFileError as found:
            refused[name] = found.error
        except FileNotFoundError:
            continue
    return Beside(files, refused)


COMMAND = Command(
    name="config validate",
    summary="check the configuration, or one file; nothing is changed",
    detail="Errors go to standard error, and the exit code is 4.",
    arguments=(
        Argument(
            ("file",), "a module's file or an orchestrator.toml; without it all", metavar="FILE", count="?"
        ),
    ),
    run=run,
)
