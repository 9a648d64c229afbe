"""A stage of the set-up of a child: its name, and the sentence that says why it failed."""

from __future__ import annotations

import os
from collections.abc import Callable


class StageError(Exception):
    """The child goes no further: which stage, and a sentence."""

    def __init__(self, stage: str, message: str) -> None:
        self.stage = stage
        self.message = message


def stage(name: str, what: str, step: Callable[[], object]) -> None:
    """Run a stage; `what` begins the sentence of its failure. Raises StageError."""
    try:
        step()
    except (OSError, ValueError) as error:
        raise StageError(name, f"{what}: {_reason(error)}") from error


def _reason(error: OSError | ValueError) -> str:
    return os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
