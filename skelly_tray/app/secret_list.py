"""Tells of a list of secrets that cannot be used, for as long as it cannot."""

from __future__ import annotations

import asyncio

from skelly_tray.adapters.secrets.index import Index
from skelly_tray.config.home import Home
from skelly_tray.engine.ports import IssueSink

ISSUE = "secrets.list"
TITLE = "The list of secrets cannot be used"
LOOK_EVERY = 60.0
"""Seconds between two looks."""


async def watch_secret_list(home: Home, issues: IssueSink) -> None:
    """Runs until it is cancelled."""
    index = Index(home.state)
    while True:
        why = await asyncio.to_thread(index.trouble)
        text = (
            f"{index.path} {why}. Which secrets there are is not known; their values are found all the same."
        )
        issues(ISSUE, TITLE if why else "", text)
        await asyncio.sleep(LOOK_EVERY)
