"""Secrets that cannot be had, and secrets that have changed: what follows for the modules that use them.

A module whose secret cannot be had has not failed: it waits, nothing is counted, and it starts by itself when the value
is there. Only names are known here, never values.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind
from skelly_tray.domain.descriptor import BUS_ID
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Deliver
from skelly_tray.domain.ending import on_spawn_failed
from skelly_tray.domain.events import SecretsChanged, SecretsMissing, SpawnFailed
from skelly_tray.domain.module import MissingSecrets, Module
from skelly_tray.domain.phase import UP, Waiting
from skelly_tray.domain.secret_refs import names_in, references
from skelly_tray.domain.steps import end_run


def on_secrets_missing(draft: Draft, event: SecretsMissing) -> None:
    """The start that was ordered cannot be made. If nobody wants it any more, its stop is over."""
    module = draft.get(event.module)
    run = module.run if module else None
    current = run is not None and run.launch == event.launch and run.incarnation is None
    if module is None or not current or not isinstance(module.phase, UP):
        on_spawn_failed(draft, SpawnFailed(event.module, event.launch, "", event.text))
        return
    end_run(draft, module)
    module = replace(module, missing=MissingSecrets(event.names, event.text))
    draft.move(module, Waiting(draft.now), Cause(CauseKind.CONFIG, event.text, module.cause.seq))


def on_secrets_changed(draft: Draft, event: SecretsChanged) -> None:
    """Those that wait for one try again; those that run with a former value get the new one. Each once."""
    for module in draft.all():
        if module.missing is not None and set(module.missing.names) & set(event.names):
            cause = _written_down(draft, module, f"{_told(event.names)} can be had now")
            draft.put(replace(module, missing=None, cause=cause))
        elif set(event.replaced) & set(names_in(module.descriptor)):
            _renew(draft, module, event.replaced)


def _renew(draft: Draft, module: Module, names: Collection[str]) -> None:
    """A value in the environment needs another process; one in the settings of a native module is told to it."""
    used = sorted(set(names) & set(names_in(module.descriptor)))
    run = module.run
    if run is None or not isinstance(module.phase, UP):
        return  # its next start is made with the present value
    cause = _written_down(draft, module, f"{_told(used)} was changed")
    in_env = set(used) & set(references(module.descriptor.env))
    if in_env or module.id == BUS_ID or run.incarnation is None:
        draft.put(replace(module, restart=cause))
    elif module.descriptor.native:
        settings = module.descriptor.settings
        changed = tuple(sorted(key for key, value in settings.items() if set(references(value)) & set(used)))
        draft.emit(Deliver(module.id, run.incarnation, changed))


def _written_down(draft: Draft, module: Module, text: str) -> Cause:
    cause = Cause(CauseKind.CONFIG, text, module.cause.seq)
    return replace(cause, seq=draft.record(EntryKind.CONFIG_CHANGED, cause, module))


def _told(names: Collection[str]) -> str:
    return f"the secret{'' if len(names) == 1 else 's'} {', '.join(names)}"
