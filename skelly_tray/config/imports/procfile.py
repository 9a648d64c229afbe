"""Procfile: `name: command`, one a line, as foreman, honcho and overmind read it; with the `.env` beside it."""

from __future__ import annotations

import re

from skelly_tray.config.imports.found import NotReadableError, Reading, Service, Source
from skelly_tray.config.imports.parts import argv, env_file, put_environment

_LINE = re.compile(r"([A-Za-z0-9_.-]+)\s*:\s*(.*)")
RELEASE = "release"
"""Of a deployment on Heroku and its like."""
FIRST_PORT, NEXT_PORT = 5000, 100


def recognises(name: str, text: str) -> bool:
    """By its name alone: many a text has lines of this form."""
    return name.lower().startswith("procfile") or name.lower().endswith(".procfile")


def read(text: str, source: Source) -> Reading:
    """Raises NotReadableError."""
    found = Reading()
    beside = source.beside(source.folder / ".env")
    shared = env_file(beside) if beside is not None else {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None or not match[2]:
            raise NotReadableError(f"line {number} is not `name: command`: {line[:60]}")
        service = Service(match[1])
        service.put("command", argv(match[2]))
        service.put("working_dir", str(source.folder))
        port = shared.get("PORT") or str(FIRST_PORT + NEXT_PORT * len(found.services))
        uses_port = re.search(r"\$\{?PORT\b", match[2])
        put_environment(service, shared | ({"PORT": port} if uses_port else {}))
        if uses_port:
            service.notes.append(f"PORT is {port}, as foreman would give it")
        if match[1] == RELEASE:
            service.put("oneshot", True)
            service.notes.append("release is done once at each deployment there; here it is a task")
        found.services.append(service)
    if not found.services:
        raise NotReadableError("it has no processes")
    found.notes.append("foreman ends all of them when one ends; here that one alone is brought back")
    return found
