"""What each method of the control socket and of the bus is for; a test holds it to the tables of the code.

Names, parameters and error codes are not here: `wire_reference.py` takes them from the code itself.
"""

from __future__ import annotations

CONTROL = {
    "audit.verify": "Check the chain of the audit log: `{verdict, entries, text}`.",
    "call": "A request to a native module, as the orchestrator makes it; answered with what the module answers.",
    "config.add": "The file of a module that there is not yet.",
    "config.begin": "The first configuration of a home that has none, from a template.",
    "config.diff": "The files against what runs. With `module` and `text`: as if that were its file. With `rev`: as if"
    " that revision were brought back.",
    "config.files": "Which files of modules there are, and how each can be read.",
    "config.get": "One key: `{key, value, origin}`; the origin is `override`, `file`, `default` or `unset`.",
    "config.history": "Revisions, newest last: who changed what, when and why, and what came of it.",
    "config.remove": "Take the file of a module away. One that others need stays, unless `force`.",
    "config.rollback": "Everything as it was after that revision; without `rev`, after the last one that was good.",
    "config.schema": "What a form for the file of that module is made of.",
    "config.set": "One key: a runtime override, or in its file with `save`.",
    "config.text": "The text of a module's file, or of `orchestrator`'s, and what is wrong with it.",
    "config.undo": "Take one change back, and none that was made since; refused where it was changed again.",
    "config.unset": "Without the override of a key; with `save` not in its file either.",
    "config.update": "Another text of a file; with `was` only if it is still the one that hash is of.",
    "config.validate": "What is wrong with all files, or with `text` as the file of `module`.",
    "diagnostics": "All that `skelly-tray doctor` prints.",
    "doctor": "What the running program knows of itself.",
    "events": "The journal, oldest first.",
    "graph": "Modules, edges, waves and states.",
    "impact": "What an action would do to others; nothing is done.",
    "import.plan": "What importing another supervisor's file would do; nothing is done. `without`: names in it that"
    " are not wanted; `rename`: no id that a module has already.",
    "import.write": "Add several modules (`[{id, text}]`) as one change: all or none.",
    "logs": "Lines of a module, of `orchestrator` or of `keeper`, newest last.",
    "metrics": "Metrics as OpenMetrics text.",
    "ping": "Whether somebody is there: `{pid, version, protocol}`.",
    "portrait": "What the application shows, drawn by itself: its window as a PNG in base64, and its icon.",
    "ports": "On which TCP ports a module listens.",
    "quit": "End the orchestrator; with `keep_modules` the keeper holds them for the next one.",
    "raise": "Show the window; with `attach` the asker's own is the one from now on.",
    "restart": "Restart modules, or all; with `reset` without their state. Answered with a report.",
    "samples": "CPU, memory and health over a span of time.",
    "secret.delete": "Delete a secret; one that is used only with `force`.",
    "secret.list": "The names of secrets, where they are kept and who uses them; never a value.",
    "secret.lock": "Forget the key of the file of secrets.",
    "secret.set": "Store a value under a name; `session`: in memory only.",
    "secret.status": "Where secrets are kept, and which modules wait for one.",
    "secret.unlock": "Unlock the keyring, or the file by its passphrase.",
    "simulate": "What would follow if that module failed; nothing is done.",
    "start": "Start modules, or all. Answered with a report; `wait: false` answers at once.",
    "status": "The whole snapshot, as `status --json`; with `module` its row alone.",
    "stop": "Stop modules, or all, dependants first. Answered with a report.",
    "trash.empty": "Remove the states of a module that resets took away, for good.",
    "trash.list": "The states that resets took away.",
    "trash.restore": "Make one of them the present state again.",
    "version": "The same as `ping`.",
    "watch": "From now on `snapshot` and `journal` come as notifications.",
    "why": "The causal story of the last failure.",
}
TOLD = {
    "snapshot": "The newest state, as `status` answers it; at most once per turn of the core.",
    "journal": "One entry of the journal, as `events` has them.",
    "raise": "To whoever attached a window: show it.",
}
"""Notifications of the control socket."""

BUS = {
    "hello": (
        "module, token, protocol, version",
        "Comes first, within 2 s. Answered with session, settings and mode.",
    ),
    "ready": ("ready", "The module can do its work, or (`ready: false`) cannot."),
    "publish": ("topic, payload", "To all who subscribed; as a request it is answered `{delivered}`."),
    "subscribe": ("topics, delivery", "`reliable`, `best_effort` or `latest`. Answered `{subscription}`."),
    "unsubscribe": ("subscription", "No more of it."),
    "request": (
        "target, method, params, timeout_s",
        "To another module; answered with what that one answers.",
    ),
    "bus.ping": ("", "Whether the bus itself answers."),
}
"""Parameters and words: a module asks the bus."""
ASKED = {
    "event": (
        "topic, source, time, payload",
        "What was subscribed to; a request where the delivery is `reliable`.",
    ),
    "health.check": ("", "Answer `{status, metrics, issues}`; unhealthy counts as a failed liveness probe."),
    "config.update": ("settings, changed", "New settings: `{applied: true}`, or an error that rejects them."),
    "lifecycle.activate": ("", "A module that was spawned early may work now."),
    "lifecycle.shutdown": ("grace_s", "End within that time."),
    "resource.alert": ("limit, value, max", "A limit is crossed."),
    "mode.degrade": ("disable_features, reduce_load", "Do less."),
    "mode.restore": ("", "Do everything again."),
    "state.save": ("", "Put what must not be lost on disk."),
    "state.reset": ("reset_state, clear_queues", "Forget it."),
}
"""The bus asks a module; one that does not know a method answers -32601, which is no failure."""
