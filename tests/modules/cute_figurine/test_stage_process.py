"""The process that draws, from outside: it may hang, flood, crash or not start; that is told and nothing is left."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

import pytest

from skelly_tray.modules.cute_figurine import stage_process
from skelly_tray.modules.cute_figurine.stage_process import StageProcess
from tests.sdk.living import until

UP = "import json, sys; print(json.dumps({'told': 'up'}), flush=True);"


class Made:
    def __init__(self, script: str) -> None:
        self.told: list[dict[str, Any]] = []
        self.said: list[str] = []
        self.stage = StageProcess(
            [sys.executable, "-c", script], dict(os.environ), self.told.append, self.said.append
        )

    async def ended(self) -> str:
        async with asyncio.timeout(30):
            return await self.stage.run()


async def test_lines_go_both_ways() -> None:
    made = Made(UP + "print(sys.stdin.readline(), flush=True)")
    running = asyncio.create_task(made.ended())
    await until(lambda: made.stage.is_up)
    made.stage.send({"do": "view", "told": "back"})
    assert "exit 0" in await running
    assert made.told[1] == {"do": "view", "told": "back"} and not made.stage.is_up


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("import os; os.abort()", "signal 6"),
        ("import sys; sys.exit(3)", "no screen"),
        (UP + "sys.exit(1)", "exit 1"),
        ("print('no json'); print('[1]'); print('4')", "exit 0"),
        (UP + "sys.stdout.write('x' * 1000000); sys.stdout.flush(); sys.stdin.read()", "signal 9"),
    ],
)
async def test_its_end_is_told_in_words(script: str, why: str) -> None:
    assert why in await Made(script).ended()


async def test_one_that_cannot_be_started_is_told() -> None:
    stage = StageProcess(["/nonexistent/program"], {}, lambda _: None, lambda _: None)
    assert "cannot be started (No such file" in await stage.run()


async def test_one_that_never_comes_up_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage_process, "_UP_WITHIN", 0.2)
    assert "signal 9" in await Made("import time; time.sleep(1000)").ended()


async def test_of_what_it_complains_the_first_lines_are_told() -> None:
    made = Made("import sys; [print(f'line {n}', 'x' * 500, file=sys.stderr) for n in range(100)]")
    await made.ended()
    assert len(made.said) == 5 and made.said[0].startswith("line 0") and len(made.said[0]) == 300


@pytest.mark.parametrize("script", [UP + "sys.stdin.read()", UP + "import time; time.sleep(1000)"])
async def test_cancelled_it_leaves_no_process(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage_process, "_END_WITHIN", 0.2)
    made = Made(script)
    running = asyncio.create_task(made.ended())
    await until(lambda: made.stage.is_up)
    pid = made.stage.pid
    assert pid
    running.cancel()
    await asyncio.wait([running])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_one_that_does_not_read_costs_no_memory() -> None:
    made = Made(UP + "import time; time.sleep(1000)")
    running = asyncio.create_task(made.ended())
    await until(lambda: made.stage.is_up)
    for _ in range(3000):
        made.stage.send({"do": "view", "text": "x" * 1000})
    process = made.stage._process
    assert process is not None and process.stdin is not None
    assert process.stdin.transport.get_write_buffer_size() < 300_000
    running.cancel()
    await asyncio.wait([running])


async def test_what_is_sent_after_its_end_goes_nowhere() -> None:
    made = Made(UP)
    await made.ended()
    made.stage.send({"do": "view"})
    assert made.stage.pid is None
