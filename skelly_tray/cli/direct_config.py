"""Changes of the configuration while no orchestrator runs: the files, with the same checks and a revision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from skelly_tray.cli.audit_link import record_directly
from skelly_tray.cli.failure import CommandError
from skelly_tray.config.home import Home

if TYPE_CHECKING:
    from skelly_tray.config.edits import Edit
    from skelly_tray.config.keys import Key
    from skelly_tray.config.texts import Texts


PATIENCE = 5.0
"""Seconds that an orchestrator which ends is waited for."""


def change_files(
    home: Home, edit: Edit, why: str, override: Key | None = None, *, forced: bool = False
) -> dict[str, Any]:
    """Check what `edit` makes of the files, write it and keep a revision; a report as the orchestrator's.

    override: a key that must be in effect afterwards. forced: what the change leaves wrong is only warned of. What was
    wrong before the change is no reason against it. Raises CommandError when the disk does not take it, and when an
    orchestrator runs after all.
    """
    from skelly_tray.app.lock_watch import wait_until_free
    from skelly_tray.config.edits import RefusedEditError, idle_override
    from skelly_tray.config.texts import read_texts
    from skelly_tray.config.writing import one_at_a_time

    try:
        with one_at_a_time(home) as told:
            # One that starts meanwhile waits for us; one that runs would not learn of an override.
            wait_until_free(home.orchestrator_lock, PATIENCE)
            before = read_texts(home)
            try:
                after = edit(before)
            except RefusedEditError as refused:
                return _report(errors=[str(error) for error in refused.errors])
            found, known = _troubles(home, after), _troubles(home, before)
            errors = [error for error in found[0] if error not in known[0]]
            errors += [str(error) for error in idle_override(home, after, override)] if override else []
            if errors and not forced:
                return _report(errors=errors)
            fresh = [warning for warning in found[1] if warning not in known[1]] + errors
            return _stored(home, before, after, why, [*map(str, told), *fresh])
    except TimeoutError as error:
        raise CommandError(
            "an orchestrator runs, and does not answer on its control socket",
            "nothing was changed; if it has just been started, try again, else end it and start it anew",
        ) from error
    except (OSError, ValueError) as error:
        raise CommandError("the configuration could not be written", str(error)) from error


def _stored(home: Home, before: Texts, after: Texts, why: str, warnings: list[str]) -> dict[str, Any]:
    import time

    from skelly_tray.config.revisions import COMMITTED, Revisions, changed_names
    from skelly_tray.config.texts import read_texts
    from skelly_tray.config.writing import write_texts

    names = changed_names(before, after)
    if not names:
        return _report(warnings=warnings)
    write_texts(home, before, after)
    revision = None
    try:
        revision = Revisions(home).add(
            replace(before, refused={}),
            read_texts(home),
            by="cli",
            why=why,
            at=time.time(),
            verdict=COMMITTED,
        )
    except OSError as error:
        # It is made all the same; the next change keeps what it finds as a revision of its own.
        warnings = [*warnings, f"the history of changes does not have it: {error.strerror or error}"]
    told = {"revision": revision, "files": sorted(names), "verdict": COMMITTED}
    record_directly(home, "config", f"configuration {COMMITTED}: {why}", told)
    changed = sorted({name.split("/")[-1].split(".")[0] for name in names if name.startswith("modules/")})
    return _report(warnings=warnings, revision=revision, changed=changed, applied=True)


def _troubles(home: Home, texts: Texts) -> tuple[list[str], list[str]]:
    """Errors and warnings."""
    from skelly_tray.config.load import build
    from skelly_tray.config.migrations.run import migrate
    from skelly_tray.engine.configuration import join

    loaded = build(home, migrate(home, texts, write=False)[0])
    return join(loaded).errors, [str(warning) for warning in loaded.warnings]


def _report(**found: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "errors": [],
        "warnings": [],
        "revision": None,
        "changed": [],
        "applied": False,
    }
    return {**nothing, "restarts": [], "trial_s": 0.0, "running": False, **found}
