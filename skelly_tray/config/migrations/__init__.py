"""Brings files of older versions up to date: one file a step, in order, and `run.py`, which keeps the old text.

To add a step: `to_N.py` with `is_older`, `migrated` and `RENAMED`, a place in `STEPS`, and `CURRENT` in
`schema/version_key.py`.
"""

from __future__ import annotations

from skelly_tray.config.migrations import to_1

STEPS = (to_1,)
"""Each brings a file from the version before to the one in its name."""
