"""The keeper: the tiny process that is parent and subreaper of every module, and knows no policy.

It forks, reaps, signals and sweeps whole process trees, keeps their pipes, and outlives the orchestrator
for `orphan_grace`. Standard library only, single-threaded, and every import at the top: the files below
it may be replaced by an upgrade while it runs. To stay small it uses neither dataclasses nor typing.
"""
