"""One measurement of one module's whole process tree, as plain data; made by the sampler, kept by the rings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """What a module's tree used at one moment.

    cpu_percent: of one core, over the time since the sample before (0 in the first). memory_mb: resident
    memory summed over the tree, in 2**20 bytes. children: living processes of the tree besides its leader.
    file_handles: open descriptors (handles on Windows) that could be counted.
    """

    cpu_percent: float = 0.0
    memory_mb: float = 0.0
    threads: int = 0
    file_handles: int = 0
    children: int = 0
