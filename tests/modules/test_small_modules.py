"""The small modules do their work as real processes, end at once when asked to, and say what is wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from skelly_tray.config.init import free_port
from skelly_tray.modules.visitor import describe, fetch
from skelly_tray.modules.web_server import find_file

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def run(name: str, **options: object) -> subprocess.Popen[str]:
        arguments = [part for key, value in options.items() for part in (f"--{key}", str(value))]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", f"skelly_tray.modules.{name}", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def serving(start: Start, folder: Path) -> tuple[subprocess.Popen[str], int]:
    process = start("web_server", port=0, folder=folder)
    line = first_line(process)
    assert line.startswith(f"serving {folder} at http://127.0.0.1:")
    return process, int(line.rsplit(":", 1)[1].strip("/"))


def ask(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def test_the_server_serves_the_files_of_its_folder(start: Start, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>hello</title>")
    (tmp_path / "with space.txt").write_text("x" * 200_000)
    _, port = serving(start, tmp_path)
    assert b"hello" in fetch("127.0.0.1", port, "/")
    head, body = ask(port, b"GET /with%20space.txt HTTP/1.1\r\n\r\n").split(b"\r\n\r\n", 1)
    assert b"Content-Length: 200000" in head and b"text/plain" in head and len(body) == 200_000
    assert ask(port, b"HEAD / HTTP/1.1\r\n\r\n").endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /alive HTTP/1.1", b"200"),
        (b"GET /none HTTP/1.1", b"404"),
        (b"GET /../secret HTTP/1.1", b"404"),
        (b"GET /%2e%2e/secret HTTP/1.1", b"404"),
        (b"GET /link HTTP/1.1", b"404"),
        (b"GET /.hidden HTTP/1.1", b"404"),
        (b"GET /pipe HTTP/1.1", b"404"),
        (b"POST / HTTP/1.1", b"405"),
        (b"nonsense", b"400"),
        (b"GET http://x/ HTTP/1.1", b"404"),
        (b"x" * 20000, b"400"),
    ],
)
def test_the_server_answers_only_what_it_should(
    start: Start, tmp_path: Path, request_line: bytes, status: bytes
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for hidden in (tmp_path / "secret", pages / ".hidden"):
        hidden.write_text("secret")
    (pages / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(pages / "pipe")
    _, port = serving(start, pages)
    answer = ask(port, request_line + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 " + status) and b"secret" not in answer


def test_a_silent_visitor_holds_nobody_up(start: Start, tmp_path: Path) -> None:
    _, port = serving(start, tmp_path)
    with socket.create_connection(("127.0.0.1", port)) as silent:
        assert ask(port, b"GET /alive HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 200")
        silent.setblocking(False)
        with pytest.raises(
            BlockingIOError
        ):  # it is still being waited for: the other was not served after it
            silent.recv(1)


def test_the_server_can_be_restarted_on_its_port_at_once(start: Start, tmp_path: Path) -> None:
    process, port = serving(start, tmp_path)
    fetch("127.0.0.1", port, "/alive")  # the server closes first: its side stays in TIME_WAIT
    process.kill()
    process.wait()
    again = start("web_server", port=port, folder=tmp_path)
    assert first_line(again).endswith(f":{port}/")


def test_a_taken_port_is_named(start: Start, tmp_path: Path) -> None:
    _, port = serving(start, tmp_path)
    _, said = start("web_server", port=port, folder=tmp_path).communicate()
    assert said.startswith(f"cannot listen on 127.0.0.1:{port}: ")


def test_the_clock_writes_again_and_again(start: Start, tmp_path: Path) -> None:
    page = tmp_path / "a" / "index.html"
    process = start("clock", page=page, every=0.05)
    assert first_line(process).startswith("page 1 written at ")
    until(lambda: "(page 3)" in page.read_text())
    assert [path.name for path in page.parent.iterdir() if not path.name.startswith(".")] == ["index.html"]


def test_the_clock_goes_on_when_it_cannot_write(start: Start, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    process = start("clock", page=blocked / "index.html", every=0.05)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("the page could not be written")
    blocked.unlink()
    assert "written at" in first_line(process)


def test_the_visitor_sees_the_page_and_survives_its_absence(start: Start, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>It is noon</title>")
    port = free_port(29000)
    visitor = start("visitor", url=f"http://127.0.0.1:{port}/", every=0.1)
    assert visitor.stderr is not None
    assert visitor.stderr.readline().startswith("the page could not be fetched")
    start("web_server", port=port, folder=tmp_path)
    assert first_line(visitor) == "saw HTTP/1.1 200 OK: It is noon"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("name", ["web_server", "clock", "visitor"])
def test_each_ends_with_0_when_it_is_asked_to(start: Start, tmp_path: Path, name: str, number: int) -> None:
    (tmp_path / "index.html").write_text("<title>x</title>")
    _, port = serving(start, tmp_path)
    options: dict[str, dict[str, object]] = {
        "web_server": {"port": 0, "folder": tmp_path},
        "clock": {"page": tmp_path / "p.html", "every": 3600},
        "visitor": {"url": f"http://127.0.0.1:{port}/", "every": 3600},
    }
    process = start(name, **options[name])
    first_line(process)
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, "")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"page": "x", "evry": "1"}, "'--evry' is not an option"),
        ({"every": "1"}, "--page is missing"),
        ({"page": "x", "every": "nan"}, "--every 'nan' is not a number"),
        ({"page": "x", "every": "0"}, "--every '0' is not a number from 0.05"),
    ],
)
def test_a_wrong_option_ends_with_2_and_says_why(start: Start, options: dict[str, str], problem: str) -> None:
    process = start("clock", **options)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 2 and said.startswith(problem)


def test_no_small_module_imports_anything_heavy() -> None:
    code = (
        "import sys, skelly_tray.modules.web_server, skelly_tray.modules.clock, skelly_tray.modules.visitor;"
        "print(*sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {
        "asyncio",
        "http.server",
        "http.client",
        "ssl",
        "argparse",
        "urllib.parse",
        "pathlib",
        "msgspec",
        "email",
    }
    assert set(shown.stdout.split()) & heavy == set()


def test_a_target_outside_the_folder_names_no_file(tmp_path: Path) -> None:
    inside, folder = tmp_path / "pages", str(tmp_path / "pages")
    inside.mkdir()
    (tmp_path / "pages-of-others").mkdir()
    (tmp_path / "pages-of-others" / "index.html").write_text("secret")
    (inside / "others").symlink_to(tmp_path / "pages-of-others")
    assert find_file(folder, "/others/") is None
    assert find_file(folder, "/a/b.txt") == str(inside / "a" / "b.txt")
    assert find_file(folder, "/?x=/../..") == str(inside / "index.html")
    for target in ("", "a", "/../pages-of-others/x", "/..%2fpages-of-others/x", "/a%00b", "/a\\b"):
        assert find_file(folder, target) is None


def test_an_answer_is_described_in_one_line() -> None:
    assert describe(b"") == "an empty answer"
    assert describe(b"HTTP/1.1 503 Busy\r\n\r\n") == "HTTP/1.1 503 Busy"
