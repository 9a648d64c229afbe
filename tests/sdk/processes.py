"""Modules as real processes: with a module's environment, a token pipe, and an end that is checked."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.sdk.fake_bus import PATIENCE, TOKEN

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "resources" / "examples"


class Running:
    """One process. `end` waits for it and returns (exit code, standard output, standard error)."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    async def end(self) -> tuple[int, str, str]:
        async with asyncio.timeout(PATIENCE):
            out, err = await self.process.communicate()
        said = out.decode() + err.decode()
        assert "Traceback" not in said and "Warning" not in said and TOKEN not in said, said
        assert self.process.returncode is not None
        return self.process.returncode, out.decode(), err.decode()

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
            await self.process.communicate()


async def run(
    command: Sequence[str | Path], environ: Mapping[str, str], token: str | None = TOKEN
) -> Running:
    """Start it; the token, unless None, comes by an inherited pipe."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ}
    descriptors: tuple[int, ...] = ()
    if token is not None:
        reading, writing = os.pipe()
        os.write(writing, token.encode())
        os.close(writing)
        environ["SKELLY_BUS_TOKEN_FD"] = str(reading)
        descriptors = (reading,)
    try:
        process = await asyncio.create_subprocess_exec(
            *map(str, command),
            env=environ,
            pass_fds=descriptors,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    return Running(process)


async def run_python(script: Path, environ: Mapping[str, str], token: str | None = TOKEN) -> Running:
    return await run([sys.executable, "-P", script], environ, token)
