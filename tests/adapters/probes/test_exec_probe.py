"""The exec probe with real commands."""

import asyncio
import os
import pwd
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.probes import exec as exec_
from skelly_tray.adapters.probes.finding import Finding
from skelly_tray.domain.descriptor import ExecCheck, ModuleId, ProbeRole
from skelly_tray.domain.sandbox import NetworkRule, Sandbox
from skelly_tray.engine.ports import ProbeTarget
from skelly_tray.keeper import sandbox_landlock, sandbox_seccomp

ENVIRONMENT = {"PATH": "/usr/bin:/bin"}
sandboxed = pytest.mark.skipif(
    sandbox_landlock.version() < 1 or not sandbox_seccomp.available(), reason="the kernel cannot hold it"
)


async def probe(
    *command: str, timeout: float = 20.0, environment: dict[str, str] = ENVIRONMENT, **more: Any
) -> Finding:
    check = ExecCheck(command)
    target = ProbeTarget(ModuleId("web"), 1, ProbeRole.LIVENESS, check, timeout, environment, **more)
    return await exec_.check(target, check)


async def eventually(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


def alive(path: Path) -> bool:
    """Whether the process whose pid the file holds still runs; its writer may have been killed before it wrote one."""
    try:
        pid = path.read_text().strip() or "none"
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


async def test_exit_0_passes_and_another_fails_with_the_last_line() -> None:
    assert await probe("true") == Finding(True, "its check exited with 0")
    assert await probe("sh", "-c", "echo one; echo 'not \033[31mready' >&2; echo; exit 2") == Finding(
        False, "exit 2: not [31mready"
    )
    assert await probe("sh", "-c", "kill -SEGV $$") == Finding(False, "killed by SIGSEGV")


async def test_the_command_gets_the_modules_environment_and_nothing_of_ours(tmp_path: Path) -> None:
    os.environ["SKELLY_PROBE_LEAK"] = "1"
    try:
        found = await probe(
            "sh",
            "-c",
            "echo $MODE ${SKELLY_PROBE_LEAK-none}; exit 1",
            environment={"MODE": "a", **ENVIRONMENT},
        )
    finally:
        del os.environ["SKELLY_PROBE_LEAK"]
    assert found.message == "exit 1: a none"


async def test_the_command_runs_in_the_modules_folder(tmp_path: Path) -> None:
    found = await probe("sh", "-c", "pwd; exit 1", working_dir=str(tmp_path))
    assert found.message == f"exit 1: {tmp_path}"


def somebody() -> pwd.struct_passwd:
    """A user that is not root, with supplementary groups if there is one."""
    others = [account for account in pwd.getpwall() if account.pw_uid and account.pw_name != "sync"]
    return max(others, key=lambda account: len(os.getgrouplist(account.pw_name, account.pw_gid)))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may change the user")
async def test_the_command_runs_as_the_modules_user_with_its_groups() -> None:
    account = somebody()
    script = "echo $(id -u) $(id -g) $(id -G); exit 1"
    found = await probe("sh", "-c", script, user=account.pw_name, working_dir="/")
    numbers = [int(number) for number in found.message.removeprefix("exit 1: ").split()]
    assert numbers[:2] == [account.pw_uid, account.pw_gid]
    assert set(numbers[2:]) == set(os.getgrouplist(account.pw_name, account.pw_gid))


async def test_what_cannot_be_started_is_not_a_failed_probe(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("no program")
    assert await probe("no-such-command-here") == Finding(
        None, "the probe's command no-such-command-here was not found"
    )
    assert (
        await probe(str(plain))
    ).message == f"the probe's command {plain} could not be started: Permission denied"
    assert await probe("true", working_dir=str(tmp_path / "gone")) == Finding(
        None, f"the folder {tmp_path / 'gone'} does not exist"
    )
    missing = await probe("true", user="no-such-user-here")
    assert missing.passed is None
    assert "user or group does not exist" in missing.message


async def test_at_the_timeout_the_whole_group_is_killed(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    found = await probe("sh", "-c", f"sleep 600 & echo $! > {pid}; echo waiting; wait", timeout=0.5)
    assert found == Finding(False, "still running after 0.5 s: waiting")
    await eventually(lambda: not alive(pid))


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs pidfd")
async def test_at_the_timeout_what_left_the_group_is_killed_too(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    before = set(os.listdir("/proc/self/fd"))
    script = f"setsid sh -c 'setsid sleep 600 & echo $! > {pid}; wait'"
    found = await probe("sh", "-c", script, timeout=0.5)
    assert found.passed is False
    await eventually(lambda: not alive(pid))
    assert set(os.listdir("/proc/self/fd")) == before


async def test_a_background_child_that_holds_the_output_neither_delays_nor_survives(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    found = await probe("sh", "-c", f"sleep 600 & echo $! > {pid}; echo done; exit 3")
    assert found == Finding(False, "exit 3: done")
    await eventually(lambda: not alive(pid))


async def test_a_cancelled_probe_leaves_nothing_behind(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    before = set(os.listdir("/proc/self/fd"))
    task = asyncio.create_task(probe("sh", "-c", f"sleep 600 & echo $! > {pid}; wait"))
    await eventually(lambda: pid.exists() and pid.read_text().endswith("\n"))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    await eventually(lambda: not alive(pid))
    await eventually(lambda: not set(os.listdir("/proc/self/fd")) - before)


async def test_endless_output_is_read_and_dropped() -> None:
    code = "import os\nfor _ in range(300): os.write(1, b'x' * 99_999 + b'\\n')\nprint('end'); raise SystemExit(1)"
    found = await probe(sys.executable, "-uc", code)
    assert found == Finding(False, "exit 1: end")


async def test_only_the_end_of_the_output_is_kept() -> None:
    check = ExecCheck(("true",))
    run = exec_._Run(ProbeTarget(ModuleId("web"), 1, ProbeRole.LIVENESS, check, 1.0, ENVIRONMENT), check)
    assert await run.ended() == 0
    await run.end()
    for _ in range(100):
        run.keep(b"x" * 1000)
    run.keep(b"\nthe end\n")
    assert len(run.output) == exec_.OUTPUT_KEPT
    assert run.last_line() == "the end"


async def test_a_probe_cancelled_at_its_very_start_leaves_nothing_behind(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    before = set(os.listdir("/proc/self/fd"))
    task = asyncio.create_task(probe("sh", "-c", f"sleep 600 & echo $! > {pid}; wait"))
    await asyncio.sleep(0)
    task.cancel()
    while not (pid.exists() and pid.read_text().endswith("\n")) and not task.done():
        await asyncio.sleep(0)
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    await eventually(lambda: not alive(pid))  # killed it is by now, but the kernel takes its moment
    assert not set(os.listdir("/proc/self/fd")) - before


async def test_where_there_is_no_pidfd_the_end_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(_pid: int) -> int:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(os, "pidfd_open", none_left)
    pid = tmp_path / "pid"
    assert await probe("sh", "-c", f"sleep 600 & echo $! > {pid}; echo done; exit 3") == Finding(
        False, "exit 3: done"
    )
    await eventually(lambda: not alive(pid))
    assert (await probe("sleep", "600", timeout=0.2)).message == "still running after 0.2 s"


async def test_a_descendant_in_its_own_session_that_holds_the_output_costs_no_descriptor(
    tmp_path: Path,
) -> None:
    pid = tmp_path / "pid"
    before = set(os.listdir("/proc/self/fd"))
    script = f"setsid sleep 600 & echo $! > {pid}; until grep -qx sleep /proc/$!/comm; do :; done; echo done"
    try:
        assert await probe("sh", "-c", script) == Finding(True, "its check exited with 0")
        assert alive(pid)
        assert not set(os.listdir("/proc/self/fd")) - before
    finally:
        os.kill(int(pid.read_text()), signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="a bit of Linux")
async def test_the_command_gets_no_new_privileges_and_we_keep_ours() -> None:
    before = Path("/proc/self/status").read_text()
    finding = await probe("sh", "-c", "grep NoNewPrivs /proc/self/status; exit 3")
    assert finding.message == "exit 3: NoNewPrivs: 1"
    after = Path("/proc/self/status").read_text()
    assert re.findall("NoNewPrivs.*", after) == re.findall("NoNewPrivs.*", before)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become another user")
async def test_the_folder_is_entered_as_the_other_user(home: Path) -> None:
    outer = home.parent
    hidden = outer / "hidden"
    (hidden / "open").mkdir(parents=True)
    (hidden / "open" / "secret").write_text("secret")
    hidden.chmod(0o700)
    own = await probe("cat", "secret", working_dir=str(hidden / "open"))
    assert own.passed
    other = await probe("cat", "secret", working_dir=str(hidden / "open"), user="nobody")
    assert other.passed is False and "cd" in other.message
    inside = await probe("sh", "-c", "pwd; exit 3", working_dir=str(outer), user="nobody")
    assert inside.message == f"exit 3: {outer}"
    for name in ("no-such-program", "/no/such/program"):
        missing = await probe(name, working_dir=str(outer), user="nobody")
        assert missing.passed is None and "not found" in missing.message


@sandboxed
async def test_the_command_is_held_to_the_modules_sandbox(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    rules = Sandbox(None, (str(own),), NetworkRule.NONE)
    assert (await probe("sh", "-c", f"echo x > {own}/new", sandbox=rules)).passed
    found = await probe("sh", "-c", f"echo x > {tmp_path}/new", sandbox=rules)
    assert not found.passed and "Permission denied" in found.message
    found = await probe("bash", "-c", "echo > /dev/tcp/127.0.0.1/9", sandbox=rules)
    assert not found.passed and "Permission denied" in found.message
    # We ourselves are as free as before.
    (tmp_path / "ours").write_text("x")
    assert (await probe("sh", "-c", f"echo x > {tmp_path}/free")).passed


@sandboxed
async def test_a_sandbox_that_cannot_be_held_lets_no_probe_run(tmp_path: Path) -> None:
    rules = Sandbox(None, (str(tmp_path / "gone"),))
    found = await probe("sh", "-c", f"echo x > {tmp_path}/new", sandbox=rules)
    assert found.passed is None and "gone: No such file or directory" in found.message
    assert not (tmp_path / "new").exists()


TRACE = "for t in /proc/$PPID/task/*; do if (exec 3<$t/mem) 2>/dev/null; then echo by $t; exit 3; fi; done"


@sandboxed
async def test_no_thread_of_ours_is_within_reach_of_a_command_in_its_sandbox(tmp_path: Path) -> None:
    """One that is in the same sandbox could be traced, and all our memory read through it."""
    busy = True

    def hold_up() -> None:
        while busy:
            pass

    thread = threading.Thread(target=hold_up)  # keeps every other one waiting for its turn
    thread.start()
    try:
        for _ in range(10):
            found = await probe("sh", "-c", TRACE, sandbox=Sandbox(None, (str(tmp_path),)))
            assert found.passed, found.message
    finally:
        busy = False
        thread.join()


@sandboxed
async def test_what_its_sandbox_does_not_let_start_is_no_failed_check(tmp_path: Path) -> None:
    script = tmp_path / "check"
    interpreter = Path(shutil.copy("/bin/sh", tmp_path / "sh"))
    script.write_text(f"#!{interpreter}\nexit 0\n")
    script.chmod(0o755)
    assert (await probe(str(script))).passed
    found = await probe(str(script), sandbox=Sandbox((), None))
    assert found.passed is None and "Permission denied" in found.message
    found = await probe("no-such-program", sandbox=Sandbox((), None))
    assert found == Finding(None, "the probe's command no-such-program was not found")
    told = await probe("sh", "-c", "exit 127", sandbox=Sandbox((), None))
    assert told == Finding(False, "exit 127")


@sandboxed
async def test_a_command_in_a_sandbox_has_nothing_to_read_and_no_descriptor_of_ours(tmp_path: Path) -> None:
    before = set(os.listdir("/proc/self/fd"))
    script = "readlink /proc/$$/fd/0; exit 3"
    found = await probe("sh", "-c", script, sandbox=Sandbox(None, (str(tmp_path),)))
    assert found.message == "exit 3: /dev/null"
    assert not set(os.listdir("/proc/self/fd")) - before
