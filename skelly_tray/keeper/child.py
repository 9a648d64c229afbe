"""What happens in a new child between fork and exec, stage by stage.

Nothing here returns: the child becomes the program, or writes which stage failed to the status pipe
(closed by a successful exec) and exits with 127. Whatever may hang (a folder on a dead server, a
slow user database) hangs here, in the child, and never in the keeper.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sys

from skelly_tray.keeper import kernel, marker, sandbox
from skelly_tray.keeper.child_exec import execute
from skelly_tray.keeper.child_stage import StageError, stage
from skelly_tray.keeper.child_user import switch_user

FAILED = 127
_MAX_MESSAGE = 300
# Characters; JSON makes up to twelve bytes of one, and all must fit into one write.


class Preparation:
    """All that one child needs, gathered before the fork.

    keep: further descriptors that the program inherits. rttime: its mark, None to leave the limit alone. cgroups: files
    that take it into its groups. nofile: its soft limit of open files; most_files: the hard one too, 0 to leave it.
    new_privileges: set-user-id programs may give it more rights. sandbox: None when it may touch what its user may.
    """

    __slots__ = (
        "argv",
        "cgroups",
        "environment",
        "err_fd",
        "group",
        "keep",
        "most_files",
        "new_privileges",
        "nofile",
        "notify_path",
        "out_fd",
        "rttime",
        "sandbox",
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
        self.nofile = self.most_files = 0
        self.cgroups: list[str] = []
        self.rttime: int | None = None
        self.new_privileges = False
        self.sandbox: sandbox.Rules | None = None
        self.out_fd = self.err_fd = self.status_fd = -1


def become(preparation: Preparation) -> None:
    """Turn this forked child into the program. Never returns."""
    try:
        _run_stages(preparation)
    except StageError as failure:
        _tell(preparation.status_fd, failure.stage, failure.message)
    except BaseException as error:  # noqa: BLE001 - nothing may unwind into the copy of the keeper's loop
        _tell(preparation.status_fd, "start", f"{type(error).__name__}: {error}")
    os._exit(FAILED)


def read_failure(report: bytes) -> tuple[str, str] | None:
    """The (stage, sentence) of a status report without its remarks; None for an empty one, which means success."""
    if not report:
        return None
    try:
        name, message = json.loads(report)
    except ValueError:
        return "start", "the report of the failure was cut short"
    return str(name), str(message)


def _run_stages(preparation: Preparation) -> None:
    signal.set_wakeup_fd(-1)
    stage("session", "cannot make a session", os.setsid)
    _join_groups(preparation)
    stage("limits", "cannot set limits", lambda: _set_limits(preparation))
    stage("descriptors", "cannot pass descriptors", lambda: _arrange_descriptors(preparation))
    if preparation.user is not None or preparation.group is not None:
        switch_user(preparation.user, preparation.group, preparation.notify_path)
    stage("working_dir", preparation.working_dir, lambda: os.chdir(preparation.working_dir))
    if not preparation.new_privileges:
        stage("privileges", "cannot set no_new_privs", kernel.forbid_new_privileges)
    if preparation.sandbox is not None:
        _enter_sandbox(preparation, preparation.sandbox)
    stage("limits", "cannot limit open files", lambda: _limit_files(preparation))
    _default_signals()
    try:
        execute(preparation.argv, preparation.environment)
    except StageError as failure:
        raise _with_advice(failure, preparation.sandbox) from failure


def _set_limits(preparation: Preparation) -> None:
    if sys.platform == "linux" and preparation.rttime is not None:
        # Soft only: the hard limit stays, so a program that really uses real-time threads may still set it.
        hard = resource.getrlimit(resource.RLIMIT_RTTIME)[1]
        if hard == resource.RLIM_INFINITY or hard >= preparation.rttime:
            resource.setrlimit(resource.RLIMIT_RTTIME, (preparation.rttime, hard))
    if preparation.nofile:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (preparation.nofile, hard))


def _limit_files(preparation: Preparation) -> None:
    """As late as can be: what comes before may need a few more."""
    if preparation.most_files:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        most = preparation.most_files if hard == resource.RLIM_INFINITY else min(preparation.most_files, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _enter_sandbox(preparation: Preparation, rules: sandbox.Rules) -> None:
    argv, environment = preparation.argv, preparation.environment
    stage("sandbox", "cannot hold it to its [sandbox]", lambda: sandbox.enter(rules, argv, environment))


def _with_advice(failure: StageError, rules: sandbox.Rules | None) -> StageError:
    """What only a read list refuses looks like a missing permission."""
    if rules is None or rules.read is None or not failure.message.endswith(os.strerror(errno.EACCES)):
        return failure
    advice = "; read in its [sandbox] may lack it, or the interpreter of its first line"
    return StageError(failure.stage, failure.message[: _MAX_MESSAGE - len(advice)] + advice)


def _join_groups(preparation: Preparation) -> None:
    """Before anything else may fork, so that all descendants are in the groups too.

    A module that cannot be held by its groups is started all the same; whoever made them looks whether it is in them.
    """
    failed = []
    for path in preparation.cgroups:
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
            try:
                os.write(fd, b"0")
            finally:
                os.close(fd)
        except OSError as error:
            failed.append(f"{path}: {os.strerror(error.errno or 0)}")
    if failed:
        _remark(preparation.status_fd, ", ".join(failed))


def _arrange_descriptors(preparation: Preparation) -> None:
    """1, 2 and what is to be kept; all else is closed at once, also the keeper's lock and sockets.

    0 is the keeper's own, which is /dev/null.
    """
    os.dup2(preparation.out_fd, 1)
    os.dup2(preparation.err_fd, 2)
    low = 3
    for fd in sorted([preparation.status_fd, *preparation.keep]):
        os.closerange(low, fd)
        low = fd + 1
    os.closerange(low, os.sysconf("SC_OPEN_MAX"))
    for fd in preparation.keep:
        os.set_inheritable(fd, True)


def _default_signals() -> None:
    """What the keeper ignores or handles is none of the program's business (ignoring would be inherited)."""
    for number in signal.valid_signals():
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _remark(status_fd: int, text: str) -> None:
    """A line of its own before the end of the report: what went wrong without ending the start. One write too."""
    os.write(status_fd, text.replace("\n", " ")[:_MAX_MESSAGE].encode(errors="replace") + b"\n")


def _tell(status_fd: int, name: str, message: str) -> None:
    """One write below PIPE_BUF, so that the report arrives whole."""
    try:
        os.write(status_fd, json.dumps([name, message[:_MAX_MESSAGE]]).encode())
    except OSError:
        os._exit(FAILED)


def mark(preparation: Preparation, home: int, spawn_id: int) -> None:
    """Give the child both marks of its spawn."""
    preparation.environment[marker.VARIABLE] = marker.variable(home, spawn_id)
    if sys.platform == "linux":
        preparation.rttime = marker.rttime(home, spawn_id)
