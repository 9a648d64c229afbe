"""Bad files, a taken port and floods of output cost only the module that they belong to, and are explained."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, LIVELY, actor, free_port, pids

PLAIN = 'command = ["/bin/sleep", "100000"]\n'


def _raw(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _writable(path: Path) -> None:
    path.write_text(PLAIN)
    path.chmod(0o666)


def _linked(path: Path) -> None:
    target = path.with_suffix(".txt")
    target.write_text(PLAIN)
    path.symlink_to(target)


BAD: dict[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "a": (_raw(PLAIN.encode() + b'depends_on = ["b"]\n'), ("cycle", "a needs b needs c needs a")),
    "b": (_raw(PLAIN.encode() + b'depends_on = ["c"]\n'), ("cycle", "a needs b needs c needs a")),
    "c": (_raw(PLAIN.encode() + b'depends_on = ["a"]\n'), ("cycle", "a needs b needs c needs a")),
    "self": (_raw(PLAIN.encode() + b'depends_on = ["self"]\n'), ("depend on itself",)),
    "orphan": (_raw(PLAIN.encode() + b'depends_on = ["good1"]\n'), ('"good1"', 'did you mean "good"')),
    "unknown": (_raw(PLAIN.encode() + b'shutdown_timout = "3s"\n'), ("shutdown_timout", "shutdown_timeout")),
    "wrongtype": (_raw(PLAIN.encode() + b'required = "yes"\n'), ("required", "yes", "true")),
    "nocommand": (_raw(b'name = "nothing"\n'), ("command",)),
    "writable": (_writable, ("written by everybody",)),
    "linked": (_linked, ("symbolic link",)),
    "huge": (_raw(PLAIN.encode() + b"#" * 300_000), ("256 KiB",)),
    "latin": (_raw(PLAIN.encode() + b'name = "caf\xe9"\n'), ("UTF-8",)),
    "empty": (_raw(b""), ("empty",)),
    "zero": (_raw(PLAIN.encode() + b'name = "a\0b"\n'), ("line 2",)),
    "deep": (_raw(PLAIN.encode() + b"env = " + b"[" * 20_000 + b"]" * 20_000), ("too deeply",)),
    "dotted": (_raw(PLAIN.encode() + b".".join([b"a"] * 20_000) + b" = 1"), ("64 parts",)),
    "torn": (_raw(b'command = ["/bin/sle'), ("unterminated",)),
    "Bad Name": (_raw(PLAIN.encode()), ("Bad Name",)),
    "folder": (Path.mkdir, ("regular file",)),
    "keeper": (_raw(PLAIN.encode()), ("reserved",)),
}


def test_every_bad_file_is_explained_by_name_and_only_its_own_module_is_missing(system: Supervisor) -> None:
    system.module("good", command=ASLEEP)
    system.module("below", command=ASLEEP, depends_on=["good"])
    modules = system.home / "config" / "modules"
    for name, (write, _) in BAD.items():
        write(modules / f"{name}.toml")
    system.start()
    status = system.wait_running("good", "below")
    assert set(pids(status)) == {"good", "below"}
    rows = status["modules"]
    assert {name for name, row in rows.items() if row["state"] == "invalid"} == set(BAD)
    unclear = {
        name: text
        for name, (_, words) in BAD.items()
        if not all(
            word.lower() in (text := f"{rows[name]['reason']} {rows[name]['issues']}").lower()
            for word in words
        )
    }
    assert not unclear
    assert status["status"] == "critical"
    for name in BAD:
        assert [issue["module"] for issue in status["issues"]].count(name) == 1, name
        assert f"  modules/{name}.toml: " in system.said(), f"nothing on standard error about {name}"
    page = system.cli("status", check=True).stdout
    assert page.count("(orphan)") == 1
    for command in (("why", "orphan"), ("start", "orphan")):
        asked = system.cli(*command)
        assert 'did you mean "good"' in asked.stdout, asked


def test_validate_prints_every_error_of_every_file_on_a_line_and_exits_with_4(system: Supervisor) -> None:
    modules = system.home / "config" / "modules"
    for name, (write, _) in BAD.items():
        write(modules / f"{name}.toml")
    system.module("two", 'commnd = ["x"]\nrequired = 3\nlazy = "no"\n')
    system.orchestrator(startup_timeout="soon", unhealthy_treshold=3)
    checked = system.cli("config", "validate")
    assert checked.returncode == 4
    lines = checked.stderr.splitlines()
    for name in BAD:
        assert any(name in line for line in lines), name
    for key in ("commnd", "required", "lazy"):
        assert any("two" in line and key in line for line in lines), key
    for key in ("startup_timeout", "unhealthy_treshold"):
        assert any("orchestrator.toml" in line and key in line for line in lines), key


def test_an_unusable_orchestrator_file_ends_the_first_start_with_4_and_all_errors(
    supervisor: Supervisor,
) -> None:
    supervisor.module("good", command=ASLEEP)
    supervisor.orchestrator(startup_timeout="soon", unhealthy_treshold=3, parallel_startup="often")
    supervisor.launch()
    assert supervisor.run.wait() == 4
    lines = [line for line in supervisor.said().splitlines() if "orchestrator.toml" in line]
    for key, allowed in (
        ("startup_timeout", "10s"),
        ("unhealthy_treshold", "unhealthy_threshold"),
        ("parallel_startup", "true"),
    ):
        assert len([line for line in lines if key in line and allowed in line]) == 1, (key, lines)
    assert supervisor.leftovers() == []


def test_an_orchestrator_file_that_became_unusable_leaves_the_last_good_one_in_effect(
    system: Supervisor,
) -> None:
    system.module("good", command=ASLEEP)
    system.start()
    system.wait_running()
    assert system.terminate() == 0
    wait_until(lambda: not system.leftovers(), "the end of the keeper")
    path = system.home / "config" / "orchestrator.toml"
    path.write_text("parallel_startup = [")
    system.start()
    status = system.wait_running("good")
    issues = [issue for issue in status["issues"] if "orchestrator.toml" in issue["title"]]
    assert len(issues) == 1 and "last good" in issues[0]["title"]
    assert path.read_text() == "parallel_startup = ["


def test_a_file_that_we_may_not_read_is_named(system: Supervisor) -> None:
    """Root may read everything, so root gives up that right first."""
    if os.geteuid() == 0:
        without = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
        system.program = (*without, *system.program)
    system.module("good", command=ASLEEP)
    system.module("locked", command=ASLEEP)
    (system.home / "config" / "modules" / "locked.toml").chmod(0)
    system.start()
    row = system.wait_running("good")["modules"]["locked"]
    assert row["state"] == "invalid" and "ermission denied" in row["reason"]


def test_a_port_in_use_is_told_by_the_module_itself_and_heals_when_it_is_free(supervisor: Supervisor) -> None:
    supervisor.orchestrator(**LIVELY, retry_failed_after="300ms")
    answer = supervisor.home.with_name("answer")
    answer.write_text("200")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        supervisor.module(
            "web", command=actor("web", port, answer), recovery={"max_attempts": 1, "backoff": "50ms"}
        )
        supervisor.module("good", command=ASLEEP)
        supervisor.start()
        before = supervisor.wait_running("good")
        supervisor.wait_for(lambda s: s["modules"]["web"]["state"] == "failed", "the breaker")
        why = supervisor.cli("why", "web")
        assert why.returncode == 0 and "Address already in use" in why.stdout and "exit 1" in why.stdout
    after = supervisor.wait_running("web", "good")
    assert after["modules"]["good"]["pid"] == before["modules"]["good"]["pid"]


def _log_bytes(system: Supervisor, module: str) -> int:
    files = [path for path in (system.home / "logs").iterdir() if path.name.startswith(module)]
    return sum(path.stat().st_size for path in files)


def test_a_flood_of_output_is_bounded_on_disk_and_stalls_neither_us_nor_the_module(
    supervisor: Supervisor,
) -> None:
    """As fast as the machine can write: hundreds of megabytes pass, and a few stay."""
    progress, answer = supervisor.home.with_name("progress"), supervisor.home.with_name("answer")
    answer.write_text("200")
    port = free_port()
    supervisor.orchestrator(**LIVELY, logs={"max_mb": 1, "keep": 2})
    supervisor.module("flood", command=actor("flood", progress), shutdown_timeout="2s")
    probe = {"kind": "http", "url": f"http://127.0.0.1:{port}/", "interval": "100ms", "timeout": "5s"}
    supervisor.module("web", command=actor("web", port, answer), probes={"liveness": probe})
    supervisor.start()
    first = supervisor.wait_running()
    checks, most, slowest = set(), 0, 0.0

    def passed() -> bool:
        nonlocal most, slowest
        asked = time.monotonic()
        status = supervisor.status()
        slowest = max(slowest, time.monotonic() - asked)
        assert pids(status) == pids(first)
        checks.add(status["modules"]["web"]["last_check"])
        most = max(most, _log_bytes(supervisor, "flood"))
        return progress.exists() and int(progress.read_text()) > 300_000_000 and len(checks) > 10

    wait_until(passed, "300 MB of output and ten probes of the neighbour", timeout=45)
    print(f"flood: {progress.read_text()} bytes, {most} on disk, slowest status {slowest * 1000:.0f} ms")
    assert most <= 3 * 2**20 + 2**19
    assert supervisor.status()["modules"]["web"]["health"] == "healthy"
    assert supervisor.status()["modules"]["web"]["error_rate"] == 0
    wait_until(
        lambda: "output discarded" in supervisor.cli("logs", "flood").stdout, "a word on what is missing"
    )
    supervisor.cli("stop", "flood", check=True)
