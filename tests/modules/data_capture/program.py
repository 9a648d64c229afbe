"""A program with a name of its own and a secret among its arguments, that runs until its input ends."""

from __future__ import annotations

import subprocess
from pathlib import Path

NAME = "sk-program"


def start_program(folder: Path, secret: str) -> subprocess.Popen[bytes]:
    script = folder / NAME
    script.write_text("#!/bin/sh\nread line\n")
    script.chmod(0o700)
    return subprocess.Popen([str(script), secret], stdin=subprocess.PIPE)
