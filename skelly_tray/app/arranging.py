"""Orders the modules in a short-lived process, so that networkx's memory is not ours for as long as we run.

Saves 13 MiB of the headless core and 25 of the tray, for about a tenth of a second at a start or a change of the
configuration. Whatever goes wrong with that process, the same is computed here instead.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
from contextlib import suppress

from skelly_tray.adapters.launcher.environment import clean_environment
from skelly_tray.domain.arrangement import Arrange, Arrangement, Needs, arrange
from skelly_tray.reentry import ARRANGE, own_process

DEADLINE = 20.0
"""Seconds."""
MOST_REMEMBERED = 4

_logger = logging.getLogger(__name__)


def arrange_elsewhere(needs: Needs) -> Arrangement:
    """`arrangement.arrange`, in a process of its own. Blocks; without any dependency nothing needs to be asked."""
    begun = _take_begun()
    if not any(on in needs for all_on in needs.values() for on in all_on):
        _let_go(begun)
        return Arrangement((tuple(sorted(needs)),) if needs else ())
    try:
        return read(_ask(begun, json.dumps({module: list(on) for module, on in needs.items()})))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        _logger.warning("the modules are arranged in this process: %s", error)
        return arrange(needs)


_begun: list[subprocess.Popen[str]] = []


def begin() -> None:
    """Start that process already: it loads what it needs while we still load and read the configuration."""
    atexit.register(lambda: _let_go(_take_begun()))
    with suppress(OSError):
        _begun.append(
            subprocess.Popen(
                own_process(ARRANGE),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env=clean_environment(os.environ),
            )
        )


def _take_begun() -> subprocess.Popen[str] | None:
    return _begun.pop() if _begun else None


def _let_go(process: subprocess.Popen[str] | None) -> None:
    """It is not needed after all, or did not answer."""
    if process is not None:
        process.kill()
        process.communicate()


def _ask(begun: subprocess.Popen[str] | None, needs: str) -> str:
    """Raises OSError, SubprocessError, ValueError."""
    if begun is None:
        environment = clean_environment(os.environ)
        done = subprocess.run(
            own_process(ARRANGE),
            input=needs,
            capture_output=True,
            encoding="utf-8",
            timeout=DEADLINE,
            check=True,
            env=environment,
        )
        return done.stdout
    try:
        return begun.communicate(needs, timeout=DEADLINE)[0]
    finally:
        _let_go(begun if begun.returncode is None else None)


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
    arrange({})  # what takes long is to load what that needs: done before anybody asks
    needs = sys.stdin.read()
    if not needs:
        return 0  # whoever began it ended before it had something to ask
    arranged = arrange(json.loads(needs))
    json.dump({"waves": arranged.waves, "knots": arranged.knots}, sys.stdout)
    return 0


def read(text: str) -> Arrangement:
    """An arrangement as it was written. Raises ValueError, KeyError or TypeError."""
    told = json.loads(text)
    waves = tuple(tuple(map(str, wave)) for wave in told["waves"])
    return Arrangement(waves, tuple((tuple(path), tuple(members)) for path, members in told["knots"]))
