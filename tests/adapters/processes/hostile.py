"""Programs that are hard to stop, as shell texts; each process writes its pid to the file `$1`."""

from __future__ import annotations

# A leader with a child in its group, one in a session of its own, and one there with an empty environment.
TREE = """
say='echo $$ >> "$0"; exec sleep 300'
sh -c "$say" "$1" &
setsid sh -c "$say" "$1" &
(setsid env -i /bin/sh -c "$say" "$1" &)
echo $$ >> "$1"
trap 'exit 0' TERM
while :; do sleep 0.1; done
"""

TREE_SIZE = 4

# Nobody in it listens to TERM.
DEAF = """
trap '' TERM
(trap '' TERM; echo $(exec sh -c 'echo $PPID') >> "$1"; while :; do sleep 0.1; done) &
echo $$ >> "$1"
while :; do sleep 0.1; done
"""

# Workers that each start their successor in a new session and end, for ever; and shells that fork all the time.
STORM = """
import os, sys, time
def hop(generation):
    while True:
        if os.fork() == 0:
            os.setsid()
            generation += 1
            time.sleep(0.002)
            continue
        os._exit(0)
for _ in range(6):
    if os.fork() == 0:
        hop(0)
open(sys.argv[1], 'w').write(f'{os.getpid()}\\n')
while True:
    time.sleep(1)
"""
