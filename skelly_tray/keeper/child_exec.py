"""The exec of a new child: a search through the PATH of the *given* environment, and what its errors mean."""

from __future__ import annotations

import errno
import os

from skelly_tray.keeper.child_stage import StageError


def execute(argv: list[str], environment: dict[str, str]) -> None:
    """Become the program. Returns never. Raises StageError."""
    program = argv[0]
    if "/" in program:
        _try_exec(program, argv, environment)
    path = environment.get("PATH", os.defpath)
    denied: StageError | None = None
    for folder in path.split(os.pathsep):
        try:
            _try_exec(os.path.join(folder or ".", program), argv, environment)
        except StageError as failure:
            if failure.stage == "denied":
                denied = StageError("exec", failure.message)
            elif failure.stage == "exec":
                raise
    raise denied or StageError("exec", f"{program}: command not found in PATH={path}")


def _try_exec(file: str, argv: list[str], environment: dict[str, str]) -> None:
    """Returns never; raises `absent` and `denied` only for a search through PATH, else `exec`."""
    try:
        os.execve(file, argv, environment)
    except OSError as error:
        searching = "/" not in argv[0]
        if searching and error.errno in (errno.ENOENT, errno.ENOTDIR) and not os.path.exists(file):
            raise StageError("absent", "") from error
        if searching and error.errno == errno.EACCES:
            raise StageError("denied", f"{file}: {_explain(file, error)}") from error
        raise StageError("exec", f"{file}: {_explain(file, error)}") from error
    except ValueError as error:  # a NUL inside an argument or a variable
        raise StageError("exec", f"{file}: {error}") from error


def _explain(file: str, error: OSError) -> str:
    if error.errno == errno.ENOENT and os.path.exists(file):
        return "the interpreter named in its first line does not exist"
    if error.errno == errno.ENOEXEC:
        return "not a program (a script needs a #! line)"
    if error.errno == errno.EACCES and os.path.isdir(file):
        return "is a folder"
    return os.strerror(error.errno or 0)
