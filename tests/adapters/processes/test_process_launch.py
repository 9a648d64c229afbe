"""What a launched process gets, and what is said when it cannot be launched."""

from __future__ import annotations

import json
import os
import resource
import stat
import sys
from pathlib import Path

import pytest

from skelly_tray.adapters.processes import starting
from tests.adapters.processes.keeping import PATH, Keeping, request, until

SHOW = """
import json, os, resource, signal
root = '/proc/self/fd/'
links = {fd: os.readlink(root + fd) for fd in os.listdir(root) if os.path.lexists(root + fd)}
status = dict(line.rstrip().split(':', 1) for line in open('/proc/self/status'))
print(json.dumps({
    'env': dict(os.environ), 'fds': links, 'cwd': os.getcwd(), 'sid': os.getsid(0), 'pid': os.getpid(),
    'blocked': status['SigBlk'].strip(), 'no_new_privs': status['NoNewPrivs'].strip(),
    'ignored': status['SigIgn'].strip(), 'nofile': resource.getrlimit(resource.RLIMIT_NOFILE)[0],
    'uid': os.getuid(), 'gid': os.getgid(), 'groups': os.getgroups()}))
"""


async def show(keeping: Keeping, **changes: object) -> dict[str, object]:
    """Launch a process that says what it got, and return that."""
    claimant = await keeping.claim()
    environment = {"PATH": PATH, "LC_CTYPE": "C.UTF-8"}
    # /usr/bin/env python would add variables of its own; this interpreter adds none beyond LC_CTYPE.
    argv = (os.path.realpath(sys.executable), "-I", "-S", "-c", SHOW)
    incarnation, _ = await claimant.launch("show", *argv, **{"environment": environment, **changes})
    outcome, _ = await claimant.gone(incarnation)
    await until(lambda: not claimant.sink.fds, "end of output")
    assert outcome.code == 0, claimant.sink.text
    shown: dict[str, object] = json.loads(claimant.sink.out(incarnation))
    return shown


async def test_module_gets_exactly_its_environment_and_our_mark(keeping: Keeping) -> None:
    environment = (await show(keeping))["env"]
    assert isinstance(environment, dict)
    mark = environment.pop("SKELLY_SPAWN")
    assert environment == {"PATH": PATH, "LC_CTYPE": "C.UTF-8"}
    assert mark.endswith(":1")


async def test_module_inherits_three_descriptors_and_no_more(keeping: Keeping) -> None:
    fds = (await show(keeping))["fds"]
    assert isinstance(fds, dict)
    assert fds["0"] == "/dev/null"
    assert fds["1"].startswith("pipe:") and fds["2"].startswith("pipe:") and fds["1"] != fds["2"]
    assert set(fds) == {"0", "1", "2"}


async def test_module_starts_with_default_signals_in_its_own_session(keeping: Keeping) -> None:
    shown = await show(keeping, working_dir="/usr")
    assert shown["sid"] == shown["pid"]
    assert shown["cwd"] == "/usr"
    assert int(str(shown["blocked"]), 16) == 0
    # The interpreter itself ignores SIGPIPE and SIGXFSZ; 32 and 33 are the C library's own, out of reach.
    assert int(str(shown["ignored"]), 16) & ~sum(1 << number - 1 for number in (13, 25, 32, 33)) == 0
    assert shown["no_new_privs"] == "1"


async def test_module_gets_the_file_limit_from_before_we_raised_ours(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting._OwnLimit, "before", None)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (777, hard))
    try:
        shown = await show(keeping)
        raised = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert shown["nofile"] == 777 < raised


@pytest.mark.skipif(os.getuid() != 0, reason="only root can switch users")
async def test_other_user_gets_its_groups_and_nothing_of_ours(keeping: Keeping) -> None:
    ours = os.getgroups()
    os.setgroups([*ours, 54321])
    try:
        claimant = await keeping.claim()
    finally:
        os.setgroups(ours)
    script = "id -u; id -g; id -G; grep NoNewPrivs /proc/self/status"
    incarnation, _ = await claimant.launch("i", "sh", "-c", script, user="nobody")
    await claimant.gone(incarnation)
    await until(lambda: not claimant.sink.fds)
    assert claimant.sink.out(incarnation).split() == ["65534"] * 3 + ["NoNewPrivs:", "1"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can switch users")
async def test_other_user_can_open_its_output_by_name(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    script = "echo one > /dev/stdout; echo two > /dev/stderr"
    incarnation, _ = await claimant.launch("o", "sh", "-c", script, user="nobody")
    await claimant.gone(incarnation)
    await until(lambda: not claimant.sink.fds)
    assert claimant.sink.text[incarnation] == {"out": b"one\n", "err": b"two\n"}


@pytest.mark.skipif(os.getuid() != 0, reason="only root can switch users")
async def test_other_user_can_reach_its_notify_socket(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    keeping.home.run.parent.chmod(0o711)
    # Not Python: the interpreter of the tests may lie in a folder that only its owner can cross.
    address = "pack_sockaddr_un($ENV{NOTIFY_SOCKET})"
    script = f"use Socket; socket(S, AF_UNIX, SOCK_DGRAM, 0); send(S, 'READY=1', 0, {address}) or die $!"
    incarnation, _ = await claimant.launch("n", "perl", "-e", script, user="nobody", notify=True)
    assert (await claimant.gone(incarnation))[0].code == 0, claimant.sink.text
    assert claimant.facts.find("notified") == ("notified", incarnation, {"READY": "1"})


NOTIFY = (
    sys.executable,
    "-c",
    "import os, socket, sys\n"
    "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
    "for text in sys.argv[1:]: s.sendto(text.encode(), os.environ['NOTIFY_SOCKET'])",
)


async def test_notifications_arrive_before_the_exit_of_their_sender(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    many = [f"STATUS={n}\nX=y" for n in range(40)]
    incarnation, _ = await claimant.launch("n", *NOTIFY, *many, "READY=1", notify=True)
    await claimant.gone(incarnation)
    heard = [fact[2] for fact in claimant.facts.all if fact[0] == "notified"]
    assert heard == [{"STATUS": str(n), "X": "y"} for n in range(40)] + [{"READY": "1"}]
    names = [fact[0] for fact in claimant.facts.all]
    assert names.index("exited") > max(i for i, name in enumerate(names) if name == "notified")


async def test_notify_socket_is_private_and_removed_with_its_spawn(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    incarnation, _ = await claimant.launch("s", "sleep", "100", notify=True)
    path = keeping.home.run / "notify" / str(incarnation)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    claimant.processes.kill(incarnation)
    await claimant.gone(incarnation)
    assert not path.exists()


async def test_secret_comes_through_a_pipe_named_by_its_variable(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    script = 'cat <&"$TOKEN_FD"; tr "\\0" "\\n" < /proc/self/environ | grep -c s3cret'
    incarnation, _ = await claimant.launch("t", "bash", "-c", script, pipes={"TOKEN_FD": "s3cret"})
    await claimant.gone(incarnation)
    await until(lambda: not claimant.sink.fds)
    assert claimant.sink.out(incarnation) == "s3cret0\n"


@pytest.mark.parametrize(
    ("changes", "argv", "stage", "words"),
    [
        ({}, ["no-such-command"], "exec", "no-such-command: command not found in PATH="),
        ({}, ["/no/such/file"], "exec", "/no/such/file: No such file or directory"),
        ({}, ["/etc/hostname"], "exec", "/etc/hostname: "),
        ({}, ["/usr"], "exec", "/usr: is a folder"),
        ({"working_dir": "/no/such/folder"}, ["true"], "working_dir", "/no/such/folder: No such file"),
        ({"user": "no-such-user"}, ["true"], "user", "there is no user no-such-user"),
        ({"group": "no-such-group"}, ["true"], "group", "there is no group no-such-group"),
        ({"stop_signal": "NOPE"}, ["true"], "request", "there is no signal NOPE"),
        ({}, ["true\0"], "exec", "embedded null"),
        ({}, [], "exec", "the command is empty"),
    ],
)
async def test_failed_start_names_its_stage(
    keeping: Keeping, changes: dict[str, object], argv: list[str], stage: str, words: str
) -> None:
    claimant = await keeping.claim()
    claimant.processes.spawn(request("x", *argv, **changes))
    fact = await until(lambda: claimant.facts.find("spawn_failed", "x"))
    assert fact[3] == stage
    assert words in fact[4]
    # The keeper is none the worse for it.
    incarnation, _ = await claimant.launch("y", "true")
    assert (await claimant.gone(incarnation))[0].code == 0
    assert claimant.facts.count("exited") == 1


async def test_script_without_its_interpreter_is_explained(keeping: Keeping, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("#!/no/such/interpreter\n")
    script.chmod(0o755)
    claimant = await keeping.claim()
    claimant.processes.spawn(request("x", str(script)))
    fact = await until(lambda: claimant.facts.find("spawn_failed", "x"))
    assert fact[4] == f"{script}: the interpreter named in its first line does not exist"


async def test_same_key_starts_one_process(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    first = await claimant.launch("same", "sleep", "100")
    claimant.processes.spawn(request("same", "sleep", "100"))
    await until(lambda: claimant.facts.count("spawned") == 2)
    assert {fact[2:4] for fact in claimant.facts.all if fact[0] == "spawned"} == {first}
    claimant.processes.kill(first[0])
    await claimant.gone(first[0])
    claimant.processes.acknowledge(first[0])
    claimant.processes.spawn(request("same", "sleep", "100"))
    fact = await until(lambda: claimant.facts.find("spawn_failed", "same"))
    assert fact[2:4] == (first[0], "key")


async def test_outcome_is_the_code_or_the_signal(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    code, _ = await claimant.launch("code", "sh", "-c", "exit 7")
    killed, pid = await claimant.launch("killed", "sleep", "100")
    os.kill(pid, 11)
    assert (await claimant.gone(code))[0].code == 7
    outcome = (await claimant.gone(killed))[0]
    assert (outcome.code, outcome.signal) == (None, 11)


async def test_a_hundred_starts_at_once_all_run(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    for number in range(100):
        claimant.processes.spawn(request(f"k{number}", "sh", "-c", f"echo {number}; exec sleep 100"))
    await until(lambda: claimant.facts.count("spawned") == 100)
    said = {fact[2]: fact[1] for fact in claimant.facts.all if fact[0] == "spawned"}
    await until(lambda: all(claimant.sink.out(i) == f"{key[1:]}\n" for i, key in said.items()))
    for incarnation in said:
        claimant.processes.stop(incarnation, "TERM", 5.0)
    await until(lambda: claimant.facts.count("gone") == 100)
