"""The command line as it is used: a process, an exit code, what it says and where."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.app.control import Hooks
from tests.cli.fake_core import ENTRY, GRAPH, WHY, FakeCore, home_of, running
from tests.overriding import write_overrides

NEVER_FOR_STATUS = (
    "asyncio",
    "msgspec",
    "networkx",
    "PySide6",
    "psutil",
    "keyring",
    "tomlkit",
    "skelly_tray.engine",
)


class Shell:
    """Runs `skelly-tray` in one home."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.core = FakeCore()
        kept = ("PATH", "HOME", "LANG", "PYTHONPATH")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        self.environment |= {"SKELLY_HOME": str(root), "PYTHONUTF8": "1"}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-W", "error", "-m", "skelly_tray", *arguments]

    def run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
            **more,
        )


@pytest.fixture
def shell(home: Path) -> Shell:
    return Shell(home)


@pytest.fixture
def served(shell: Shell) -> Iterator[Shell]:
    with running(shell.root, shell.core):
        yield shell


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["status", "--json"],
        ["status", "web"],
        ["start", "--all"],
        ["why", "web"],
        ["graph"],
        ["quit"],
    ],
    ids=" ".join,
)
def test_without_an_orchestrator_it_is_exit_3_and_one_clear_line(shell: Shell, arguments: list[str]) -> None:
    done = shell.run(*arguments)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines()[0] == "skelly-tray: no orchestrator is running"


def test_a_socket_that_a_killed_one_left_is_no_orchestrator(shell: Shell) -> None:
    from skelly_tray.rpc.listener import open_listener

    open_listener(home_of(shell.root).run, "control").socket.close()
    assert shell.run("status").returncode == 3


def test_version_and_usage(shell: Shell) -> None:
    from skelly_tray import __version__

    assert shell.run("--version").stdout == f"skelly-tray {__version__}\n"
    done = shell.run("statsu")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'did you mean "status"?' in done.stderr


def test_status_for_people_and_for_programs(served: Shell) -> None:
    done = served.run("status")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("▲ degraded · 2 modules") and "\x1b" not in done.stdout
    found = json.loads(served.run("status", "--json").stdout)
    assert found["modules"]["web"]["pid"] == 4711 and found["failing_modules"] == ["worker"]
    assert json.loads(served.run("status", "web", "--json").stdout) == found["modules"]["web"]
    assert served.run("--home", str(served.root), "status", "worker").stdout.startswith("↻ worker: backoff")


def test_status_is_coloured_and_cut_on_a_terminal(served: Shell) -> None:
    ours, theirs = pty.openpty()
    environment = served.environment | {"TERM": "xterm", "COLUMNS": "60"}
    with subprocess.Popen(
        served.command("status"), env=environment, stdout=theirs, stderr=theirs, stdin=theirs
    ) as child:
        os.close(theirs)
        said = b""
        try:
            while chunk := os.read(ours, 4096):
                said += chunk
        except OSError:
            pass  # a terminal whose last writer has gone says so by EIO
        os.close(ours)
        assert child.wait(20) == 0
    assert "\x1b[33m▲ degraded\x1b[0m".encode() in said


@pytest.mark.parametrize("command", ["start", "stop", "restart"])
def test_actions_say_what_was_done_and_to_whom(served: Shell, command: str) -> None:
    done = served.run(command, "web", "--timeout", "7")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "● web     started (pid 4711)",
        "  worker  stopped first, it depends on web",
    ]
    served.run(command, "--all", "--no-wait")
    assert served.core.acted == [
        ({"do": command, "modules": ["web"], "all": False}, True, 7.0),
        ({"do": command, "modules": [], "all": True}, False, None),
    ]


def test_a_failed_action_is_1_and_one_that_is_late_5(served: Shell) -> None:
    failed = {"web": {"ok": False, "text": "failed: exit 1"}, "worker": {"ok": True, "text": "started"}}
    served.core.report = {"ok": False, "timed_out": False, "modules": failed, "also": {}}
    done = served.run("start", "web", "worker")
    assert done.returncode == 1 and "start failed: web" in done.stderr
    assert "■ web     failed: exit 1" in done.stdout
    served.core.report = {"ok": False, "timed_out": True, "modules": failed, "also": {}}
    done = served.run("start", "web", "--timeout", "1")
    assert done.returncode == 5 and "timed out" in done.stderr
    assert served.run("start", "web", "--timeout", "0.001").returncode == 5


@pytest.mark.parametrize("arguments", [["start", "wbe"], ["status", "wbe"], ["why", "wbe"], ["logs", "wbe"]])
def test_an_unknown_module_is_a_usage_error_with_the_nearest_name(
    served: Shell, arguments: list[str]
) -> None:
    home = home_of(served.root)
    home.create()
    (home.modules_dir / "web.toml").write_text("")
    done = served.run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == 'skelly-tray: no module "wbe"; did you mean "web"?'


def test_a_module_whose_file_is_not_in_effect_is_told_from_a_typing_error(served: Shell) -> None:
    home = home_of(served.root)
    home.create()
    (home.modules_dir / "cache.toml").write_text('command = ["true"]\n')
    done = served.run("start", "cache")
    assert done.returncode == 2
    assert "modules/cache.toml is there" in done.stderr and "skelly-tray config diff" in done.stderr
    assert "is there" not in served.run("start", "cahce").stderr


def test_whom_to_act_on_must_be_said_once(served: Shell) -> None:
    assert served.run("stop").returncode == 2
    assert served.run("stop", "web", "--all").returncode == 2
    assert served.core.acted == []


def test_why_and_graph(served: Shell) -> None:
    assert served.run("why", "worker").stdout.startswith(str(WHY["sentence"]))
    assert json.loads(served.run("graph", "--format", "json").stdout) == GRAPH
    assert served.run("graph").stdout.startswith("wave 0\n")
    assert served.run("graph", "--format", "svg").returncode == 2


def test_events_are_asked_for_and_without_an_orchestrator_read_from_the_journal(shell: Shell) -> None:
    with running(shell.root, shell.core):
        done = shell.run("events", "worker", "-n", "2", "--json")
        assert json.loads(done.stdout) == ENTRY
        assert shell.core.asked == [("events", {"module": "worker", "count": 2})]
    home = home_of(shell.root)
    home.create()
    entries = [ENTRY | {"seq": seq} for seq in (1, 2, 3)]
    (home.state / "journal.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    lines = shell.run("events", "-n", "2", "--json").stdout.splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [2, 3]
    assert shell.run("events").stdout.count("running → backoff: exit 1") == 3
    (home.modules_dir / "worker.toml").write_text("")
    assert shell.run("events", "wroker").returncode == 2


@pytest.fixture
def logged(shell: Shell) -> Shell:
    home = home_of(shell.root)
    home.create()
    lines = [f"2026-01-01T00:00:0{n}.000Z out line {n} \x1b[32mgreen\x1b[0m" for n in range(5)]
    (home.logs / "web.log").write_text("".join(f"{line}\n" for line in lines))
    (home.modules_dir / "quiet.toml").write_text("")
    return shell


def test_logs_are_read_from_the_files_newest_last(logged: Shell) -> None:
    done = logged.run("logs", "web", "-n", "2")
    assert done.stdout.splitlines() == [
        "2026-01-01T00:00:03.000Z out line 3 green",
        "2026-01-01T00:00:04.000Z out line 4 green",
    ]
    found = logged.run("logs", "web", "--since", "2026-01-01T00:00:01Z", "--until", "2026-01-01T00:00:03Z")
    assert [line.split()[3] for line in found.stdout.splitlines()] == ["1", "2", "3"]
    assert "line 2 " in logged.run("logs", "web", "--grep", "LINE 2|line [02]", "-n", "1").stdout
    assert "nothing of that kind" in logged.run("logs", "web", "--since", "10m").stderr
    for wrong in (("--since", "soon"), ("--grep", "(")):
        refused = logged.run("logs", "web", *wrong)
        assert refused.returncode == 2 and wrong[1] in refused.stderr
    quiet = logged.run("logs", "quiet")
    assert (quiet.returncode, quiet.stdout) == (0, "") and "nothing yet" in quiet.stderr
    assert logged.run("logs", "orchestrator").returncode == 0
    assert logged.run("logs", "../run/secret").returncode == 2


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl+C reaches what we start, also when the tests run in the background, where it is ignored."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("command", [["logs", "web", "-f", "-n", "1"], ["events", "-f", "-n", "1", "--json"]])
def test_following_goes_on_with_what_comes_until_ctrl_c_which_is_no_error(
    logged: Shell, command: list[str]
) -> None:
    home = home_of(logged.root)
    journal, log = home.state / "journal.jsonl", home.logs / "web.log"
    journal.write_text(json.dumps(ENTRY) + "\n")
    with subprocess.Popen(
        logged.command(*command),
        env=logged.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None and child.stderr is not None
        first = child.stdout.readline()
        assert "line 4" in first or json.loads(first)["seq"] == 7
        with log.open("a") as stream:
            stream.write("2026-01-01T00:00:09.000Z err new line\n")
        with journal.open("a") as stream:
            stream.write(json.dumps(ENTRY | {"seq": 8}) + "\n")
        second = child.stdout.readline()
        assert "err new line" in second or json.loads(second)["seq"] == 8
        child.send_signal(signal.SIGINT)
        assert child.wait(20) == 0
        assert child.stderr.read() == ""


def test_a_reader_that_has_seen_enough_is_no_error(logged: Shell) -> None:
    with (home_of(logged.root).logs / "web.log").open("a") as stream:
        stream.writelines(f"2026-01-01T00:00:09.000Z out {'x' * 90} {n}\n" for n in range(5000))
    with subprocess.Popen(
        logged.command("logs", "web", "-n", "9999"),
        env=logged.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None and child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.wait(20) == 0
        assert child.stderr.read() == b""


def test_quit_waits_until_the_core_has_gone(shell: Shell) -> None:
    with running(shell.root, shell.core):
        done = shell.run("quit", "--keep-modules")
        assert done.returncode == 0 and "modules run on" in done.stdout
        assert shell.core.posted == [{"do": "quit", "keep_modules": True}]
        assert not home_of(shell.root).control_socket.exists()


def test_quit_of_a_core_that_takes_too_long_is_5(served: Shell) -> None:
    served.core.on_quit = lambda: None
    done = served.run("quit", "--timeout", "0.2")
    assert done.returncode == 5 and "still stopping" in done.stderr


def test_quit_waits_for_the_lock_as_well(shell: Shell) -> None:
    import fcntl

    home = home_of(shell.root)
    home.create()
    with home.orchestrator_lock.open("w") as lock, running(shell.root, shell.core):
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert shell.run("quit", "--timeout", "0.3").returncode == 5


def test_init_writes_once_and_config_validate_tells_every_error(shell: Shell) -> None:
    assert shell.run("init", "--template", "minmal").returncode == 2
    done = shell.run("init", "--template", "minimal")
    assert done.returncode == 0 and "orchestrator.toml" in done.stdout
    again = shell.run("init", "--template", "minimal")
    assert again.returncode == 1 and "--force" in again.stderr
    assert shell.run("init", "--template", "minimal", "--force").returncode == 0
    assert shell.run("config", "validate").returncode == 0
    modules = home_of(shell.root).modules_dir
    (modules / "bad.toml").write_text('command = ["true"]\nrequird = true\nstartup_timeout = "soon"\n')
    (modules / "a.toml").write_text('command = ["true"]\ndepends_on = ["b", "nobody"]\n')
    (modules / "b.toml").write_text('command = ["true"]\ndepends_on = ["a"]\n')
    done = shell.run("config", "validate")
    assert done.returncode == 4
    lines = done.stderr.splitlines()
    assert lines[0] == "skelly-tray: the configuration is invalid: 5 errors" and len(lines) == 6
    assert any("modules/bad.toml" in line and '"required"' in line for line in lines)
    assert any("a cycle cannot be started: a needs b needs a" in line for line in lines)
    assert any('there is no module "nobody"' in line for line in lines)
    only = shell.run("config", "validate", str(modules / "bad.toml"))
    assert only.returncode == 4 and len(only.stderr.splitlines()) == 3
    assert shell.run("config", "validate", str(modules / "b.toml")).returncode == 0
    assert shell.run("config", "validate", str(modules / "none.toml")).returncode == 2


def test_config_validate_warns_of_a_missing_program_and_is_content(shell: Shell) -> None:
    home = home_of(shell.root)
    home.create()
    (home.modules_dir / "x.toml").write_text('command = ["/no/such/redis"]\n')
    done = shell.run("config", "validate")
    assert (done.returncode, done.stdout) == (0, "the configuration is valid\n")
    assert done.stderr == 'warning: modules/x.toml: command: there is no program "/no/such/redis" here\n'


def test_config_show_fills_in_every_default(shell: Shell) -> None:
    home = home_of(shell.root)
    home.create()
    home.orchestrator_file.write_text('stable_after = "2m"\n')
    (home.modules_dir / "web.toml").write_text('command = ["true"]\n')
    (home.modules_dir / "bad.toml").write_text("command = 5\n")
    assert "stable_after = 120.0" in shell.run("config", "show").stdout
    assert "recovery.stable_after = 120.0" in shell.run("config", "show", "web").stdout
    assert json.loads(shell.run("config", "show", "web", "--json").stdout)["shutdown_timeout"] == 10.0
    assert shell.run("config", "show", "bad").returncode == 4
    assert shell.run("config", "show", "wbe").returncode == 2
    assert "recovery.backoff = 0.25" in shell.run("config", "show", "event_bus").stdout


def test_config_show_tells_where_each_value_comes_from(shell: Shell) -> None:
    home = home_of(shell.root)
    home.create()
    home.orchestrator_file.write_text('stable_after = "2m"\n')
    (home.modules_dir / "web.toml").write_text(
        'command = ["true"]\nenv = { TOKEN = { secret = "web/token" } }\nimportance = 10\n[bus]\n'
        '[probes.liveness]\nkind = "tcp"\nport = 1\n[recovery]\nstrategy = "degraded_mode"\nreduce_load = 0.25\n'
        '[settings]\nport = 1\nlist = [{ secret = "deep" }]\n[settings_schema]\nproperties.host.default = "here"'
    )
    write_overrides(home, {
        "modules.web.settings.port": 2, "modules.web.importance": 500, "orchestrator.ui.theme": "dark",
    })  # fmt: skip
    sources = json.loads(shell.run("config", "show", "web", "--json").stdout)["sources"]
    wanted = {
        "command": "file", "env.TOKEN": "secret", "importance": "file", "version": "default",
        "liveness.check.port": "file", "liveness.interval": "default", "degraded.reduce_load": "file",
        "settings.port": "override", "settings.list": "secret", "settings.host": "default",
    }  # fmt: skip
    assert {key: sources[key] for key in wanted} == wanted
    assert "digest" not in sources
    lines = shell.run("config", "show").stdout.splitlines()
    assert [line.split() for line in lines if line.startswith(("stable_after", "ui."))] == [
        ["stable_after", "=", "120.0", "#", "file"],
        ["ui.theme", "=", '"dark"', "#", "override"],
        ["ui.start_hidden", "=", "true", "#", "default"],
        ["ui.language", "=", '"system"', "#", "default"],
        ["ui.accent", "=", '"skelly"', "#", "default"],
        ["ui.density", "=", '"normal"', "#", "default"],
        ["ui.motion", "=", '"full"', "#", "default"],
    ]


def test_doctor_shows_no_home_folder_and_asks_the_running_program(shell: Shell) -> None:
    shell.environment["HOME"] = str(shell.root.parent)
    alone = json.loads(shell.run("doctor", "--json").stdout)
    assert alone["running"] is None and alone["tray"]["checked"] is False
    with running(shell.root, shell.core, Hooks(facts=lambda: {"tray": "StatusNotifierItem"})):
        done = shell.run("doctor", "--json")
    found = json.loads(done.stdout)
    assert found["tray"] == {"checked": True, "backend": "StatusNotifierItem"}
    assert found["running"]["keeper_pid"] == 4242
    assert found["paths"]["control_socket"] == "~/h/run/control.sock"
    assert found["packages"]["psutil"] and "freeze" in found["limits"]["rungs"]
    assert str(shell.root.parent) not in done.stdout
    assert "keyring" in shell.run("doctor").stdout


def test_a_second_start_raises_the_window_of_the_first(shell: Shell) -> None:
    raised: list[int] = []
    hooks = Hooks(raise_window=lambda: bool(raised.append(1)) or True)
    with running(shell.root, shell.core, hooks):
        for arguments in ([], ["run"]):
            done = shell.run(*arguments)
            assert done.returncode == 0 and "its window is shown" in done.stdout
    assert raised == [1, 1]
    assert not home_of(shell.root).config.exists()


def test_a_second_start_of_another_version_says_how_it_takes_over(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = Hooks(raise_window=lambda: True)
    with running(shell.root, shell.core, hooks):
        assert "quit --keep-modules" not in shell.run().stderr
        monkeypatch.setattr("skelly_tray.app.control.__version__", "0.0.1")
        done = shell.run()
    assert done.returncode == 0 and "version 0.0.1" in done.stderr and "quit --keep-modules" in done.stderr


def test_asking_for_the_status_loads_nothing_heavy(served: Shell) -> None:
    code = (
        "import sys; from skelly_tray.__main__ import main; sys.argv[1:] = ['status']; main();"
        f"print([name for name in {NEVER_FOR_STATUS!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=served.environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become another user")
def test_another_users_orchestrator_is_not_talked_to(served: Shell) -> None:
    home = home_of(served.root)
    os.chown(home.run, 65_534, 65_534)
    home.run.chmod(0o711)
    home.control_socket.chmod(0o666)
    code = (
        # First what is loaded on use: the other user may not be able to read the interpreter's own files any more.
        "import os, sys; from skelly_tray.cli.main import run_command_line as run; run(['--version']);"
        "from skelly_tray.cli.registry import commands; commands();"
        "os.setgroups([]);"
        "os.setgid(65534); os.setuid(65534); sys.exit(run(['status']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=served.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[0] == "skelly-tray: the orchestrator may not be asked"
