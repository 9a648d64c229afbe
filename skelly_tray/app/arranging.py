"""Orders the modules in a short-lived process, so that networkx's memory is not ours for as long as we run.

Saves 13 MiB of the headless core and 25 of the tray, for about a tenth of a second at a start or a change of the
configuration. Whatever goes wrong with that process, the same is computed here instead.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

from skelly_tray.adapters.launcher.environment import clean_environment
from skelly_tray.domain.arrangement import Arrange, Arrangement, Needs, arrange
from skelly_tray.reentry import ARRANGE, own_process

DEADLINE = 20.0
"""Seconds."""
MOST_REMEMBERED = 4

_logger = logging.getLogger(__name__)


def arrange_elsewhere(needs: Needs) -> Arrangement:
    """`arrangement.arrange`, in a process of its own. Blocks; without any dependency nothing needs to be asked."""
    if not any(on in needs for all_on in needs.values() for on in all_on):
        return Arrangement((tuple(sorted(needs)),) if needs else ())
    try:
        done = subprocess.run(
            own_process(ARRANGE),
            input=json.dumps({module: list(on) for module, on in needs.items()}),
            capture_output=True,
            encoding="utf-8",
            timeout=DEADLINE,
            check=True,
            env=clean_environment(os.environ),
        )
        return read(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        _logger.warning("the modules are arranged in this process: %s", error)
        return arrange(needs)


class Remembering:
    """`arranged_by`, asked once for the same needs: the order changes only with them, and to find it costs a process. A
    change that is rejected asks for the order with it, and for that without; the first one for that of the start."""

    def __init__(self, arranged_by: Arrange) -> None:
        self._arranged_by = arranged_by
        self._known: dict[tuple[tuple[str, tuple[str, ...]], ...], Arrangement] = {}

    def __call__(self, needs: Needs) -> Arrangement:
        key = tuple(sorted((module, tuple(on)) for module, on in needs.items()))
        found = self._known.pop(key, None)
        found = self._arranged_by(needs) if found is None else found
        self._known[key] = found  # the newest last
        while len(self._known) > MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        return found


arrange_once = Remembering(arrange_elsewhere)
"""For all who order modules in this process."""


def main() -> int:
    """The other process: read needs from standard input, write the arrangement to standard output."""
    arranged = arrange(json.load(sys.stdin))
    json.dump({"waves": arranged.waves, "knots": arranged.knots}, sys.stdout)
    return 0


def read(text: str) -> Arrangement:
    """An arrangement as it was written. Raises ValueError, KeyError or TypeError."""
    told = json.loads(text)
    waves = tuple(tuple(map(str, wave)) for wave in told["waves"])
    return Arrangement(waves, tuple((tuple(path), tuple(members)) for path, members in told["knots"]))
