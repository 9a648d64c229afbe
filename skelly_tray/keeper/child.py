"""What happens in a new child between fork and exec, stage by stage.

Nothing here returns: the child becomes the program, or writes which stage failed to the status pipe
(closed by a successful exec) and exits with 127. Whatever may hang (a folder on a dead server, a
slow user database) hangs here, in the child, and never in the keeper.
"""

from __future__ import annotations

import errno
import grp
import json
import os
import pwd
import resource
import signal
import sys
from collections.abc import Callable

from skelly_tray.keeper import kernel, marker

FAILED = 127


class Preparation:
    """All that one child needs, gathered before the fork.

    keep: further descriptors that the program inherits. rttime: its mark, None to leave the limit alone.
    """

    __slots__ = (
        "argv",
        "environment",
        "err_fd",
        "group",
        "keep",
        "nofile",
        "notify_path",
        "null_fd",
        "out_fd",
        "rttime",
        "status_fd",
        "user",
        "working_dir",
    )

    def __init__(
        self,
        argv: list[str],
        environment: dict[str, str],
        working_dir: str,
        user: str | None,
        group: str | None,
    ) -> None:
        self.argv = argv
        self.environment = environment
        self.working_dir = working_dir
        self.user = user
        self.group = group
        self.keep: list[int] = []
        self.notify_path = ""
        self.nofile = 0
        self.rttime: int | None = None
        self.null_fd = self.out_fd = self.err_fd = self.status_fd = -1


class _StageError(Exception):
    def __init__(self, stage: str, message: str) -> None:
        self.stage = stage
        self.message = message


def become(preparation: Preparation) -> None:
    """Turn this forked child into the program. Never returns."""
    try:
        _run_stages(preparation)
    except _StageError as failure:
        _tell(preparation.status_fd, failure.stage, failure.message)
    except BaseException as error:  # noqa: BLE001 - nothing may unwind into the copy of the keeper's loop
        _tell(preparation.status_fd, "start", f"{type(error).__name__}: {error}")
    os._exit(FAILED)


def read_failure(report: bytes) -> tuple[str, str] | None:
    """The (stage, sentence) of a status report; None for an empty one, which means success."""
    if not report:
        return None
    try:
        stage, message = json.loads(report)
    except ValueError:
        return "start", "the report of the failure was cut short"
    return str(stage), str(message)


def _run_stages(preparation: Preparation) -> None:
    signal.set_wakeup_fd(-1)
    _stage("session", "cannot make a session", os.setsid)
    _stage("limits", "cannot set limits", lambda: _set_limits(preparation))
    _stage("descriptors", "cannot pass descriptors", lambda: _arrange_descriptors(preparation))
    if preparation.user is not None or preparation.group is not None:
        _switch_user(preparation)
    _stage("working_dir", preparation.working_dir, lambda: os.chdir(preparation.working_dir))
    _stage("privileges", "cannot set no_new_privs", kernel.forbid_new_privileges)
    _default_signals()
    _execute(preparation.argv, preparation.environment)


def _stage(name: str, what: str, step: Callable[[], object]) -> None:
    try:
        step()
    except (OSError, ValueError) as error:
        raise _StageError(name, f"{what}: {_reason(error)}") from error


def _reason(error: OSError | ValueError) -> str:
    return os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)


def _set_limits(preparation: Preparation) -> None:
    if sys.platform == "linux" and preparation.rttime is not None:
        # Soft only: the hard limit stays, so a program that really uses real-time threads may still set it.
        hard = resource.getrlimit(resource.RLIMIT_RTTIME)[1]
        if hard == resource.RLIM_INFINITY or hard >= preparation.rttime:
            resource.setrlimit(resource.RLIMIT_RTTIME, (preparation.rttime, hard))
    if preparation.nofile:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (preparation.nofile, hard))


def _arrange_descriptors(preparation: Preparation) -> None:
    """0, 1, 2 and what is to be kept; all else is closed at once, also the keeper's lock and sockets."""
    os.dup2(preparation.null_fd, 0)
    os.dup2(preparation.out_fd, 1)
    os.dup2(preparation.err_fd, 2)
    low = 3
    for fd in sorted([preparation.status_fd, *preparation.keep]):
        os.closerange(low, fd)
        low = fd + 1
    os.closerange(low, os.sysconf("SC_OPEN_MAX"))
    for fd in preparation.keep:
        os.set_inheritable(fd, True)


def _switch_user(preparation: Preparation) -> None:
    name, user = _look_up_user(preparation.user)
    uid = os.getuid() if user is None else user.pw_uid
    gid = _look_up_group(preparation.group, user)
    if (uid, gid) == (os.getuid(), os.getgid()):
        return
    whom = f"user {name}" if name else f"group {preparation.group}"
    _stage("user", f"cannot become {whom} (only root can)", lambda: _become(name, uid, gid, preparation))


def _become(name: str, uid: int, gid: int, preparation: Preparation) -> None:
    if preparation.notify_path:
        os.chown(preparation.notify_path, uid, gid)
    if name:
        os.initgroups(name, gid)
    os.setgid(gid)
    if uid != os.getuid():
        os.setuid(uid)


def _look_up_user(user: str | None) -> tuple[str, pwd.struct_passwd | None]:
    if user is None:
        return "", None
    try:
        found = pwd.getpwuid(int(user)) if user.isdigit() else pwd.getpwnam(user)
    except KeyError:
        raise _StageError("user", f"there is no user {user}") from None
    return found.pw_name, found


def _look_up_group(group: str | None, user: pwd.struct_passwd | None) -> int:
    if group is None:
        return user.pw_gid if user is not None else os.getgid()
    try:
        return grp.getgrgid(int(group)).gr_gid if group.isdigit() else grp.getgrnam(group).gr_gid
    except KeyError:
        raise _StageError("group", f"there is no group {group}") from None


def _default_signals() -> None:
    """What the keeper ignores or handles is none of the program's business (ignoring would be inherited)."""
    for number in signal.valid_signals():
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _execute(argv: list[str], environment: dict[str, str]) -> None:
    program = argv[0]
    if "/" in program:
        _try_exec(program, argv, environment)
    path = environment.get("PATH", os.defpath)
    denied: _StageError | None = None
    for folder in path.split(os.pathsep):
        try:
            _try_exec(os.path.join(folder or ".", program), argv, environment)
        except _StageError as failure:
            if failure.stage == "denied":
                denied = _StageError("exec", failure.message)
            elif failure.stage == "exec":
                raise
    raise denied or _StageError("exec", f"{program}: command not found in PATH={path}")


def _try_exec(file: str, argv: list[str], environment: dict[str, str]) -> None:
    """Returns never; raises `absent` and `denied` only for a search through PATH, else `exec`."""
    try:
        os.execve(file, argv, environment)
    except OSError as error:
        searching = "/" not in argv[0]
        if searching and error.errno in (errno.ENOENT, errno.ENOTDIR) and not os.path.exists(file):
            raise _StageError("absent", "") from error
        if searching and error.errno == errno.EACCES:
            raise _StageError("denied", f"{file}: {_explain(file, error)}") from error
        raise _StageError("exec", f"{file}: {_explain(file, error)}") from error
    except ValueError as error:  # a NUL inside an argument or a variable
        raise _StageError("exec", f"{file}: {error}") from error


def _explain(file: str, error: OSError) -> str:
    if error.errno == errno.ENOENT and os.path.exists(file):
        return "the interpreter named in its first line does not exist"
    if error.errno == errno.ENOEXEC:
        return "not a program (a script needs a #! line)"
    if error.errno == errno.EACCES and os.path.isdir(file):
        return "is a folder"
    return os.strerror(error.errno or 0)


def _tell(status_fd: int, stage: str, message: str) -> None:
    """One write below PIPE_BUF, so that the report arrives whole."""
    try:
        os.write(status_fd, json.dumps([stage, message[:1000]]).encode()[:4000])
    except OSError:
        os._exit(FAILED)


def mark(preparation: Preparation, home: int, spawn_id: int) -> None:
    """Give the child both marks of its spawn."""
    preparation.environment[marker.VARIABLE] = marker.variable(home, spawn_id)
    if sys.platform == "linux":
        preparation.rttime = marker.rttime(home, spawn_id)
