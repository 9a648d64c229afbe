"""A module as a process: signals, exit codes, and what it writes."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.sdk.fake_bus import TOKEN, error, fake_bus
from tests.sdk.processes import EXAMPLES, run_python

GREETER = EXAMPLES / "greeter.py"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_a_module_in_order_with_0(number: signal.Signals) -> None:
    async with fake_bus() as bus:
        running = await run_python(GREETER, bus.environ)
        peer = await bus.peer()
        await peer.until_heard("ready")
        assert peer.calls("hello")[0]["token"] == TOKEN
        running.signal(number)
        code, out, err = await running.end()
        assert (code, err) == (0, "")
        assert out == f"info active\ninfo stopping reason={number.name}\n"
        assert peer.gone.is_set()


async def test_lifecycle_shutdown_ends_the_process_with_0() -> None:
    async with fake_bus() as bus:
        running = await run_python(GREETER, bus.environ)
        peer = await bus.peer()
        await peer.until_heard("ready")
        await peer.ask("lifecycle.shutdown", grace_s=5)
        assert (await running.end())[0] == 0


async def test_the_greeter_of_the_examples_greets_counts_and_takes_new_settings() -> None:
    async with fake_bus() as bus:
        bus.welcome["settings"] = {"greeting": "good day"}
        running = await run_python(GREETER, bus.environ)
        peer = await bus.peer()
        await peer.until_heard("ready")
        assert await peer.ask("greet", name="Ann") == {"text": "good day Ann"}
        await peer.ask("config.update", settings={"greeting": "hi"}, changed=["greeting"])
        assert await peer.ask("greet", name="Ann") == {"text": "hi Ann"}
        await peer.wait_for_answer(peer.begin_event("raw_event", {}))
        assert (await peer.ask("health.check"))["metrics"]["events_seen"] == 1
        running.signal(signal.SIGTERM)
        assert (await running.end())[0] == 0


async def test_a_module_not_started_by_us_says_so_in_one_line_and_exits_with_2() -> None:
    running = await run_python(GREETER, {}, None)
    code, out, err = await running.end()
    assert (code, out) == (2, "")
    assert err == "Greeter has to be started by Skelly Tray: SKELLY_MODULE_ID is not set\n"


async def test_a_token_in_the_environment_will_do_and_is_not_handed_on(tmp_path: Path) -> None:
    script = tmp_path / "heir.py"
    script.write_text(
        "import os, subprocess, sys\n"
        "from skelly_tray.sdk import Module\n"
        "class Heir(Module):\n"
        "    async def start(self):\n"
        "        left = [name for name in os.environ if 'TOKEN' in name]\n"
        "        self.log.info('left', names=','.join(left) or 'none', dir=str(self.state_dir))\n"
        "Heir.main()\n"
    )
    async with fake_bus() as bus:
        running = await run_python(script, {**bus.environ, "SKELLY_BUS_TOKEN": TOKEN}, None)
        await (await bus.peer()).until_heard("ready")
        running.signal(signal.SIGTERM)
        code, out, _err = await running.end()
        assert code == 0
        assert f"info left names=none dir={bus.folder / 'state'}\n" in out


async def test_a_refused_module_ends_with_1_and_a_line() -> None:
    async with fake_bus() as bus:
        bus.reply_always("hello", error(-32004, "this token is revoked"))
        running = await run_python(GREETER, bus.environ)
        code, _out, err = await running.end()
        assert code == 1
        assert err == 'error the bus refuses this module error="this token is revoked"\n'


async def test_a_module_ends_when_told_although_the_bus_is_away() -> None:
    async with fake_bus() as bus:
        running = await run_python(GREETER, bus.environ)
        peer = await bus.peer()
        await peer.until_heard("ready")
        await bus.close()
        running.signal(signal.SIGTERM)
        code, _out, err = await running.end()
        assert (code, err) == (0, "")


async def test_an_unusable_module_ends_with_1_without_a_traceback(tmp_path: Path) -> None:
    script = tmp_path / "bad.py"
    script.write_text(
        "from skelly_tray.sdk import Module\n"
        "class Bad(Module):\n"
        "    def __init__(self):\n"
        "        raise KeyError('5ecret')\n"
        "Bad.main()\n"
    )
    async with fake_bus() as bus:
        code, _out, err = await (await run_python(script, bus.environ)).end()
        assert code == 1 and "5ecret" not in err
        assert err.startswith('error the module failed error="KeyError at bad.py:')


async def test_what_libraries_complain_of_becomes_lines_of_the_log(tmp_path: Path) -> None:
    script = tmp_path / "noisy.py"
    script.write_text(
        "import asyncio, logging\n"
        "from skelly_tray.sdk import Module\n"
        "class Noisy(Module):\n"
        "    async def start(self):\n"
        "        logging.getLogger('lib').warning('careful')\n"
        "        asyncio.get_running_loop().call_soon(lambda: 1 / 0)\n"
        "Noisy.main()\n"
    )
    async with fake_bus() as bus:
        running = await run_python(script, bus.environ)
        await (await bus.peer()).until_heard("ready")
        running.signal(signal.SIGTERM)
        code, _out, err = await running.end()
        assert code == 0
        assert "warning careful logger=lib" in err and "ZeroDivisionError at" in err


@pytest.mark.parametrize("example", ["greeter.py", "thermometer.py"])
async def test_a_bus_on_loopback_tcp_will_do(example: str) -> None:
    async with fake_bus() as bus:
        environ = {**bus.environ, "SKELLY_BUS": await bus.open_tcp()}
        running = await run_python(EXAMPLES / example, environ)
        peer = await bus.peer()
        await peer.until_heard("ready")
        await peer.ask("lifecycle.shutdown", grace_s=5)
        assert (await running.end())[0] == 0
