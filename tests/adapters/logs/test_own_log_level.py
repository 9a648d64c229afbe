"""The level of our own log: what is below it is not written, and it changes while we run."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, cast

import pytest

from skelly_tray.adapters.logs.own_log import OwnLogHandler, log_to


class Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def write_sys(self, name: str, text: str) -> None:
        self.lines.append(text)


@pytest.fixture
def logged() -> Iterator[tuple[OwnLogHandler, Writer]]:
    logger, writer = logging.getLogger("skelly_tray"), Writer()
    before = logger.level
    handler = log_to(cast(Any, writer), level="warning")
    yield handler, writer
    logger.removeHandler(handler)
    logger.setLevel(before)


def say() -> None:
    logger = logging.getLogger("skelly_tray.somewhere")
    logger.debug("a detail")
    logger.info("the usual")
    logger.warning("a problem")


def test_only_what_is_of_the_level_is_written(logged: tuple[OwnLogHandler, Writer]) -> None:
    handler, writer = logged
    counts = []
    for level in ("warning", "info", "debug"):
        handler.write_from(level)
        writer.lines.clear()
        say()
        counts.append(len(writer.lines))
    assert counts == [1, 2, 3]


def test_verbose_writes_every_detail_whatever_is_configured(logged: tuple[OwnLogHandler, Writer]) -> None:
    handler, writer = logged
    handler.write_from("warning", verbose=True)
    say()
    assert len(writer.lines) == 3
