"""The digest of a descriptor: what a *running process* depends on, and nothing else.

Two descriptors with the same digest can adopt each other's process. Names, order, budgets and the timing of
probes are applied to a process as it runs; the command, its surroundings and what is checked are not. The
interval of a notify liveness probe counts, since the process has it in its environment (WATCHDOG_USEC).
"""

from __future__ import annotations

import json
from dataclasses import asdict

from skelly_tray.domain.descriptor import ModuleDescriptor, NotifyCheck, ProbeSpec, SecretRef
from skelly_tray.domain.sandbox import NO_RULES
from skelly_tray.reentry import lasting


def digest(descriptor: ModuleDescriptor) -> str:
    """32 hexadecimal digits, the same on every machine and run."""
    import hashlib  # on first use: it brings OpenSSL, 5 MiB that the command line can do without

    facts = {
        "command": lasting(descriptor.command),
        "env": {name: _value(value) for name, value in descriptor.env.items()},
        "working_dir": descriptor.working_dir,
        "user": descriptor.user,
        "group": descriptor.group,
        "stop_signal": descriptor.stop_signal,
        "oneshot": descriptor.oneshot,
        "probes": [_probe(spec) for spec in (descriptor.startup, descriptor.readiness, descriptor.liveness)],
    }
    if descriptor.bus is not None:  # for any other the digest stays what it was before there was a bus
        facts |= {"bus": asdict(descriptor.bus), "prewarm": descriptor.prewarm}
    if descriptor.sandbox != NO_RULES:  # likewise: for one without a sandbox it stays what it was
        facts["sandbox"] = asdict(descriptor.sandbox)
    text = json.dumps(facts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _value(value: str | SecretRef) -> list[str]:
    return ["secret", value.name] if isinstance(value, SecretRef) else ["text", value]


def _probe(spec: ProbeSpec | None) -> list[object] | None:
    if spec is None:
        return None
    interval = spec.interval if isinstance(spec.check, NotifyCheck) else None
    return [type(spec.check).__name__, asdict(spec.check), interval]
