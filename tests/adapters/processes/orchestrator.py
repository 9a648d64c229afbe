"""A claimant as a process of its own, to be killed: opens the keeper and launches what it is told.

Run as a program: `orchestrator.py HOME GRACE JSON`, where JSON is a list of [key, argv, changes]; says each fact
on a line, then `up` once everything was spawned.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from tests.adapters.processes.keeping import Keeping


async def main() -> None:
    """Launch, say so, and wait to be killed."""
    keeping = Keeping(Path(sys.argv[1]))
    claimant = await keeping.claim(float(sys.argv[2]))
    for key, argv, changes in json.loads(sys.argv[3]):
        incarnation, pid = await claimant.launch(key, *argv, **changes)
        claimant.processes.note(incarnation, f"note of {key}".encode())
        print(key, incarnation, pid, flush=True)
    print("up", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
