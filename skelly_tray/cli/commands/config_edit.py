"""`skelly-tray config edit`: the file of a module in an editor, checked before it counts."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skelly_tray.cli.changing import WAIT, change, tell
from skelly_tray.cli.command import MODULE, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.known_modules import known_modules, no_module
from skelly_tray.cli.text import clean

if TYPE_CHECKING:
    from skelly_tray.config.texts import Texts

ORCHESTRATOR = "orchestrator"


def run(request: Request) -> int:
    from skelly_tray.config.names import ORCHESTRATOR_FILE, file_name
    from skelly_tray.config.texts import read_texts

    module = request.arguments.module
    name = ORCHESTRATOR_FILE if module == ORCHESTRATOR else file_name(module)
    before = read_texts(request.home)
    if name in before.refused:
        raise CommandError(f"{name} cannot be edited", str(before.refused[name]))
    if name not in before.files and module not in (ORCHESTRATOR, "event_bus"):
        raise no_module(module, {*known_modules(request.home, logs=False), ORCHESTRATOR})
    with tempfile.TemporaryDirectory(prefix="skelly-tray-") as folder:  # 0700
        copy = Path(folder) / Path(name).name
        copy.write_bytes(before.files.get(name, "").encode())
        copy.chmod(0o600)
        return _until_right(request, name, copy, before)


def _until_right(request: Request, name: str, copy: Path, before: Texts) -> int:
    while True:
        _open_editor(copy)
        text = _text(copy, name)
        if text == before.files.get(name, ""):
            request.console.print("nothing was changed")
            return ExitCode.DONE
        try:
            report = _store(request, name, text, before)
        except CommandError as failure:
            if failure.code is not ExitCode.INVALID_CONFIGURATION or not _again(request, failure):
                raise
        else:
            return tell(request, f"{name} is saved", report, wait=request.arguments.wait)


def _store(request: Request, name: str, text: str, before: Texts) -> dict[str, Any]:
    """Not over what somebody else has saved in the meantime."""
    from skelly_tray.config.edits import replaced
    from skelly_tray.config.texts import read_texts

    if read_texts(request.home).files.get(name) != before.files.get(name):
        kept = _kept_aside(request, name, text)
        raise CommandError(f"{name} was changed by somebody else meanwhile", f"your text is kept in {kept}")
    module = Path(name).stem
    params = {"module": module, "text": text, "by": "cli"}
    return change(request, "config.update", params, replaced(name, text), f"edited {name}")


def _kept_aside(request: Request, name: str, text: str) -> Path:
    from skelly_tray.config.atomic import replace_file

    path = request.home.config / f"{Path(name).name}.edited"
    replace_file(path, text.encode())
    return path


def _text(copy: Path, name: str) -> str:
    from skelly_tray.config.errors import UnusableFileError
    from skelly_tray.config.reading import decode

    try:
        return decode(copy.read_bytes(), name)
    except OSError as error:
        raise CommandError("the editor left no file", str(error)) from error
    except UnusableFileError as refused:
        raise CommandError(
            "nothing was changed", str(refused.error), code=ExitCode.INVALID_CONFIGURATION
        ) from refused


def _open_editor(copy: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _usual_editor()
    try:
        command = [*shlex.split(editor), str(copy)]
        code = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        raise CommandError(
            f"the editor {clean(editor)} cannot be started", str(error), "set VISUAL or EDITOR"
        ) from error
    if code != 0:
        raise CommandError(f"the editor ended with {code}, so nothing was changed")


def _usual_editor() -> str:
    return "notepad" if os.name == "nt" else "vi"


def _again(request: Request, failure: CommandError) -> bool:
    """On a terminal: show the errors, and ask whether to go on editing."""
    if not (sys.stdin.isatty() and request.console.is_terminal):
        return False
    request.console.error(failure.title, *failure.detail)
    request.console.remark("edit again? [Y/n]")
    answer = sys.stdin.readline()
    return answer != "" and answer.strip().lower() in ("", "y", "yes")


COMMAND = Command(
    name="config edit",
    summary="the file of a module, or orchestrator, in your editor; checked before it counts",
    detail="$VISUAL or $EDITOR gets a private copy. What is saved there is checked with all other files; with errors"
    " nothing is changed, and on a terminal you may go on editing.",
    arguments=(MODULE, WAIT),
    run=run,
)
