"""Redis, PostgreSQL and nginx from the distribution are modules of one system, as a person would run them.

PostgreSQL refuses to run as root, so it runs as its own user when we are root.
"""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.supervisor import Supervisor, alive, wait_until

pytestmark = [pytest.mark.servers, pytest.mark.timeout(180)]

NGINX = """
daemon off;
pid nginx.pid;
error_log stderr;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    server {{ listen 127.0.0.1:{port}; location / {{ return 200 "served"; }} }}
}}
"""


def program(name: str) -> str:
    """The program's path, also where only root's PATH looks."""
    folders = [os.environ.get("PATH", ""), "/usr/sbin", "/sbin", *map(str, postgres_folders())]
    found = shutil.which(name, path=os.pathsep.join(folders))
    if found is None:
        pytest.skip(f"{name} is not installed; ./run-tests installs it where it may")
    return found


def postgres_folders() -> list[Path]:
    """PostgreSQL's own programs by version, the newest first; Debian keeps them off the PATH."""
    found = Path("/usr/lib/postgresql").glob("*/bin")
    return sorted(found, key=lambda path: int(path.parent.name), reverse=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def held(port: int) -> bool:
    """Whether somebody listens on the port, or keeps others from doing so."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False


class Servers:
    """The three servers as modules of a supervisor: `cache`, `db`, and `web`, which depends on both."""

    def __init__(self, system: Supervisor, folder: Path) -> None:
        self.system = system
        self.ports = {name: free_port() for name in ("cache", "db", "web")}
        self.account = "postgres" if os.geteuid() == 0 else None
        system.orchestrator(parallel_startup=True, module_start_delay="0s", orphan_grace="0s")
        self._cache()
        self._database(folder)
        self._web(folder)

    def _cache(self) -> None:
        port = str(self.ports["cache"])
        ping = {"kind": "exec", "command": [program("redis-cli"), "-p", port, "ping"], "interval": "500ms"}
        self.system.module(
            "cache",
            name="Redis",
            command=[program("redis-server"), "--port", port, "--bind", "127.0.0.1", "--save", ""],
            probes={"startup": ping, "liveness": {**ping, "timeout": "1s", "failure_threshold": 2}},
        )

    def _database(self, folder: Path) -> None:
        data = folder / "pg"
        data.mkdir(mode=0o700)
        if self.account:
            entry = pwd.getpwnam(self.account)
            os.chown(data, entry.pw_uid, entry.pw_gid)
        options = ["-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--no-locale"]
        made = subprocess.run(
            [program("initdb"), *options],
            user=self.account,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        port = str(self.ports["db"])
        ask = {"kind": "exec", "command": [program("pg_isready"), "-h", "127.0.0.1", "-p", port]}
        keys = {"user": self.account} if self.account else {}
        self.system.module(
            "db",
            name="PostgreSQL",
            command=[program("postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", port, "-k", str(data)],
            stop_signal="INT",
            probes={
                "startup": {**ask, "interval": "200ms"},
                "readiness": {**ask, "interval": "1s"},
                "liveness": {"kind": "tcp", "host": "127.0.0.1", "port": int(port), "interval": "1s"},
            },
            **keys,
        )

    def _web(self, folder: Path) -> None:
        port = self.ports["web"]
        configuration = folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        configuration.write_text(NGINX.format(port=port, user=user))
        page = {"kind": "http", "url": f"http://127.0.0.1:{port}/"}
        self.system.module(
            "web",
            name="nginx",
            command=[program("nginx"), "-e", "stderr", "-p", "$STATE", "-c", str(configuration)],
            depends_on=["db", {"module": "cache", "condition": "ready"}],
            url=page["url"],
            probes={
                "startup": {**page, "interval": "200ms"},
                "readiness": {**page, "interval": "1s"},
                "liveness": {**page, "interval": "1s"},
            },
        )

    def answers(self, name: str) -> bool:
        """Whether the server does its real work for a client."""
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            if name == "web":
                with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['web']}/", timeout=5) as page:
                    return bool(page.read() == b"served")
            return self._command(name) in ("PONG", "42")
        return False

    def _command(self, name: str) -> str:
        port = str(self.ports[name])
        if name == "cache":
            command = [program("redis-cli"), "-p", port, "ping"]
        else:
            command = [program("psql"), "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-tAc", "select 42"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20, cwd="/")
        return done.stdout.strip()

    def pid(self, name: str) -> int:
        pid: int = self.system.status()["modules"][name]["pid"]
        return pid


@pytest.fixture
def servers(supervisor: Supervisor) -> Iterator[Servers]:
    made = Servers(supervisor, supervisor.home.parent)
    supervisor.start()
    supervisor.wait_running("cache", "db", "web", timeout=60)
    yield made


def test_servers_start_in_the_order_of_their_dependencies(servers: Servers) -> None:
    assert all(servers.answers(name) for name in servers.ports)
    lines = servers.system.cli("events", "--json", "-n", "500", check=True).stdout.splitlines()
    changes = [(e["module"], e["to"]) for e in map(json.loads, lines) if e["kind"] == "state_changed"]
    for dependency in ("cache", "db"):
        assert changes.index((dependency, "running")) < changes.index(("web", "starting"))


def test_the_database_runs_as_its_own_user(servers: Servers) -> None:
    owner = Path(f"/proc/{servers.pid('db')}").stat().st_uid
    assert owner == (pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else os.geteuid())


@pytest.mark.parametrize("name", ["cache", "db", "web"])
def test_a_killed_server_comes_back_and_works(servers: Servers, name: str) -> None:
    before = servers.system.status()["modules"]
    os.kill(before[name]["pid"], signal.SIGKILL)
    servers.system.wait_for(
        lambda status: status["modules"][name]["restarts"] == 1 and status["modules"][name]["ready"],
        f"{name} back",
    )
    wait_until(lambda: servers.answers(name), f"{name} doing its work again")
    after = servers.system.status()["modules"]
    assert {other: row["pid"] for other, row in after.items() if other != name} == {
        other: row["pid"] for other, row in before.items() if other != name
    }


def test_a_frozen_server_is_found_by_its_probe_and_replaced(servers: Servers) -> None:
    """A stopped Redis still has its port open: only asking it shows that it does not work."""
    frozen = servers.pid("cache")
    os.kill(frozen, signal.SIGSTOP)
    servers.system.wait_for(
        lambda status: status["modules"]["cache"]["restarts"] == 1 and status["modules"]["cache"]["ready"],
        "the frozen server replaced",
    )
    assert not alive(frozen)
    assert servers.answers("cache")


def test_stopping_one_server_stops_what_needs_it_first(servers: Servers) -> None:
    said = servers.system.cli("stop", "db", check=True).stdout
    assert "web" in said
    status = servers.system.wait_for(lambda s: s["modules"]["db"]["state"] == "stopped", "db stopped")
    assert status["modules"]["web"]["state"] in ("waiting", "stopped")
    assert status["modules"]["cache"]["state"] == "running"
    assert not held(servers.ports["db"]) and not held(servers.ports["web"])


def test_quitting_leaves_no_process_and_no_held_port(servers: Servers) -> None:
    servers.system.cli("quit", check=True)
    assert servers.system.run.wait() == 0
    wait_until(lambda: not servers.system.leftovers(), "every process gone")
    assert not [name for name, port in servers.ports.items() if held(port)]


def test_the_database_ends_in_order(servers: Servers) -> None:
    """It was asked by its own stop signal, so the next start has nothing to recover."""
    assert servers.system.terminate() == 0
    log = (servers.system.home / "logs" / "db.log").read_text()
    assert "database system is shut down" in log
