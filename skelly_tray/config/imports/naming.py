"""From the names of another supervisor's file to ids of modules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from typing import Any

from skelly_tray.config.imports.found import Service
from skelly_tray.config.schema.texts import RESERVED_IDS
from skelly_tray.domain.descriptor import BUS_ID

LONGEST = 64
_TAKEN = frozenset((*RESERVED_IDS, BUS_ID))


def slug(name: str) -> str:
    """The nearest id: `Web server` is `web-server`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:LONGEST] or "module"


def ids_for(names: Iterable[str], taken: Container[str] = ()) -> dict[str, str]:
    """An id for each name, all different, and none of `taken` or of those that the system uses itself."""
    found: dict[str, str] = {}
    given: set[str] = set()
    for name in names:
        if name in found:
            continue
        base, number = slug(name), 1
        made = base
        while made in given or made in taken or made in _TAKEN:
            number += 1
            made = f"{base[: LONGEST - len(str(number)) - 1]}-{number}"
        given.add(made)
        found[name] = made
    return found


def settle_needs(
    services: Mapping[str, Service], ids: Mapping[str, str], there: Container[str] = ()
) -> dict[str, list[str]]:
    """Put `depends_on` into the tables, by ids; what is waited for to be completed becomes a oneshot. services: by
    name. there: ids of modules that are not among them, and may be needed all the same. Returns for each name what has
    to be said of it."""
    said: dict[str, list[str]] = {name: [] for name in services}
    for name, service in services.items():
        edges: list[dict[str, Any]] = []
        for need in service.needs:
            needed = services.get(need["module"])
            if needed is None and (other := ids.get(need["module"], slug(need["module"]))) in there:
                edges.append({**need, "module": other})
            elif needed is None:
                said[name].append(f"it needs {need['module']}, which is not among the modules")
            elif needed is not service and all(edge["module"] != ids[needed.name] for edge in edges):
                edges.append({**need, "module": ids[needed.name]})
                if need["condition"] == "completed":
                    needed.put("oneshot", True)
        if edges:
            service.put("depends_on", edges)
        else:
            service.table.pop("depends_on", None)
    return said
