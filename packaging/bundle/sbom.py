"""The list of what is in a bundle for programs that look for known weaknesses: CycloneDX 1.6, JSON."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path
from typing import Any

from components import Component

SPDX = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")
_SPACE = uuid.UUID("9f0f5a44-3d0e-4c0c-9a58-3d2d1d7a6c10")
"""Of our serial numbers: the same content has the same one."""


def document(version: str, found: list[Component]) -> dict[str, Any]:
    """version: ours."""
    ours = f"pkg:generic/skelly-tray@{version}"
    rows = [_row(component) for component in found]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_SPACE, json.dumps([version, rows]))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "skelly-tray",
                "version": version,
                "bom-ref": ours,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": rows,
        "dependencies": [{"ref": ours, "dependsOn": [row["bom-ref"] for row in rows]}],
    }


def write(path: Path, version: str, found: list[Component]) -> None:
    """Raises OSError."""
    path.write_text(json.dumps(document(version, found), indent=1) + "\n", encoding="utf-8")


def _row(component: Component) -> dict[str, Any]:
    name = re.sub(r"[-_.]+", "-", component.name).lower() if component.kind == "pypi" else component.name
    space = "debian/" if component.kind == "deb" else ""
    url = f"pkg:{component.kind}/{space}{name}@{component.version.replace('+', '%2B')}"
    row: dict[str, Any] = {
        "type": "library",
        "name": component.name,
        "version": component.version,
        "bom-ref": url,
        "purl": url,
        "licenses": [_licence(component.licence)],
    }
    if component.files:
        row["evidence"] = {"occurrences": [{"location": f"_internal/{file}"} for file in component.files]}
    return row


def _licence(told: str) -> dict[str, Any]:
    """An expression where it is one; else by name."""
    if (SPDX.fullmatch(told) and any(mark in told for mark in "-0123456789")) or told == "MIT":
        return {"expression": told}
    return {"license": {"name": told}}
