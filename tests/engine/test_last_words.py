"""A module's last line is quoted while it is failed, and forgotten when it is back."""

from __future__ import annotations

from pathlib import Path

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import RestartPolicy
from skelly_tray.engine.last_words import last_words
from tests.engine.worlds import Bench, module

SAID = [
    {"time": "t", "stream": "out", "text": "serving"},
    {"time": "t", "stream": "err", "text": "OSError: address already in use"},
    {"time": "t", "stream": "err", "text": "   "},
    {"time": "t", "stream": "sys", "text": "output discarded"},
]


async def test_the_reason_of_a_failure_quotes_the_last_line_of_the_module(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", recovery=RestartPolicy(max_attempts=0))]) as bench:
        bench.log["web"] = SAID
        await bench.core.start_system()
        (incarnation,) = bench.processes.live
        bench.processes.end(incarnation, Outcome(code=1))
        await bench.until(lambda: '"OSError: address already in use"' in _reason(bench))
        assert "exit 1" in _reason(bench)
        why = await bench.core.query("why", {"module": "web"})
        assert '"OSError: address already in use"' in why["sentence"]
        await bench.core.act({"do": "start", "modules": ["web"]}, wait=True, timeout=5)
        assert "OSError" not in _reason(bench)


async def test_a_module_that_could_not_even_start_is_not_quoted(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", recovery=RestartPolicy(max_attempts=0))]) as bench:
        bench.log["web"] = SAID
        bench.launcher.refused["web"] = "there is no room"
        await bench.core.start_system()
        assert bench.core._last_words.words == {} and "there is no room" in _reason(bench)


async def test_a_long_line_is_cut(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", recovery=RestartPolicy(max_attempts=0))]) as bench:
        bench.log["web"] = [{"time": "t", "stream": "out", "text": "x" * 5000}]
        await bench.core.start_system()
        (incarnation,) = bench.processes.live
        bench.processes.end(incarnation, Outcome(code=1))
        await bench.until(lambda: "xxx" in _reason(bench))
        assert len(_reason(bench)) < 200


def _reason(bench: Bench) -> str:
    return bench.core.publisher.snapshot().modules["web"].reason


def test_the_last_line_on_standard_error_goes_before_later_lines_and_below_signatures() -> None:
    lines = [
        {"stream": "err", "text": "Error: no such device"},
        {"stream": "err", "text": "Node.js v20.20.2"},
        {"stream": "out", "text": "info stopping"},
        {"stream": "sys", "text": "output discarded"},
    ]
    assert last_words(lines) == "Error: no such device"
    assert last_words(lines[2:]) == "info stopping"
    assert last_words([]) == ""


async def test_a_module_that_was_killed_is_not_quoted(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("web", recovery=RestartPolicy(max_attempts=0))]) as bench:
        bench.log["web"] = SAID
        await bench.core.start_system()
        (incarnation,) = bench.processes.live
        bench.processes.end(incarnation, Outcome(signal=9))
        await bench.until(lambda: "SIGKILL" in _reason(bench))
        assert bench.core._last_words._asked and "OSError" not in _reason(bench)
