"""Every text that is shown can be translated: it is a literal in `tr`, `trc` or `trn`, and nothing else is shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import skelly_tray
from skelly_tray.ui.present.words import ENGLISH, Speech, in_english, speak, tr, trn
from skelly_tray.ui.ts_file import read
from tests.tools.pseudo import PSEUDO, pseudo
from tests.tools.translations import FUNCTIONS, NotALiteralError, Text, rendered, texts_of

ROOT = Path(skelly_tray.__file__).parent
SHOWS = frozenset((
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton", "QRadioButton", "QToolButton", "addAction", "addItem",
    "addItems", "addMenu", "addRow", "addTab", "appendPlainText", "button", "drawText", "paragraph",
    "setAccessibleDescription", "setAccessibleName", "setFormat",
    "setHeaderLabels", "setHtml", "setLabel", "setPlaceholderText", "setPlainText",
    "setPrefix", "setSpecialValueText", "setStatusTip", "setSuffix",
    "setText", "setTitle", "setToolTip", "setWhatsThis",
    "setWindowTitle", "showMessage", "showText",
))  # fmt: skip
"""Calls whose texts somebody reads."""
NO_TEXT = frozenset((
    "accent", "code", "figure", "headline", "muted", "plain", "primary", "section", "small", "wrong", "title", "danger",
))  # fmt: skip
"""Words that those calls take besides: roles of a style."""
SAME_EVERYWHERE = frozenset((
    "Skelly Tray", "Skelly", " – Skelly Tray", "Skelly Tray · ", "Copyright © 2026 The Skelly Tray maintainers",
    "python3 -m http.server 8000", "sh -c '…'", '{ secret = "name" }', "web/token", "Ctrl+W", "compose.yaml",
    "could not be asked for",
))  # fmt: skip
"""Names, and what one types."""
FOR_PROGRAMS = frozenset((
    "desktop_bus.py", "desktop_notices.py", "tray.py", "languages.py", "ts_file.py", "bug_report.py", "diagnostics.py",
    "core_templates.py", "error_templates.py", "import_templates.py", "system_report.py",
))  # fmt: skip
"""Files whose sentences are for logs, `doctor` and reports, which are English."""
WORDS = re.compile(r"[A-Za-z]{2,},? [A-Za-z]{2,}")
NOT_SHOWN = re.compile(
    r"[{};<]|^[ \w.-]+: [^ ]|^the answer|next try in|keeps running|its new configuration|given up|left off|killed by"
    r"|waits for|does less|cannot be started: |of no use here"
)
"""Style sheets, and what is looked for in sentences of the core."""


def parts(node: ast.expr) -> str:
    """The literal text in an expression: of a string, or between the values of one that is put together."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "\x00".join(part.value for part in values if isinstance(part, ast.Constant))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return f"{parts(left)}\x00{parts(right)}"
        case ast.IfExp(body=body, orelse=orelse):
            return f"{parts(body)}\x00{parts(orelse)}"
        case _:
            return ""


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def shown_as_they_are(source: str) -> Iterator[tuple[int, str]]:
    """Literals that are handed to what shows them, without being translated."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and name_of(node) in SHOWS:
            for argument in (
                *node.args,
                *(keyword.value for keyword in node.keywords if keyword.arg == "tip"),
            ):
                for text in parts(argument).split("\x00"):
                    if (
                        re.search(r"[A-Za-z]{2}", text)
                        and "<" not in text
                        and text not in NO_TEXT | SAME_EVERYWHERE
                    ):
                        yield node.lineno, text


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Literals of several words that are neither translated nor for the log, an error, or a docstring."""
    tree = ast.parse(source)
    spared: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Raise, ast.Expr)) and not isinstance(getattr(node, "value", None), ast.Call):
            spared.update(ast.walk(node))
        if isinstance(node, ast.Call) and (name_of(node) in FUNCTIONS or _logs(node)):
            spared.update(*(ast.walk(argument) for argument in node.args))
        if isinstance(node, ast.Call) and name_of(node) == "compile":
            spared.update(ast.walk(node))
        if isinstance(node, ast.JoinedStr):
            spared.update(part for part in node.values if isinstance(part, ast.Constant))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and node not in spared:
            for text in parts(node).split("\x00"):
                if WORDS.search(text) and text not in SAME_EVERYWHERE and not NOT_SHOWN.search(text):
                    yield node.lineno, text


def _logs(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "_logger"


FILES = sorted(path for path in (ROOT / "ui").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_shown_is_translated(path: Path) -> None:
    source = path.read_text("utf-8")
    assert list(shown_as_they_are(source)) == []
    if path.name not in FOR_PROGRAMS:
        assert list(sentences(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        'label.setText("Stopped by hand")',
        'label.setText(f"{n} modules")',
        'label.setText("Up" if up else tr("Down"))',
        'QLabel("Name")',
        'button(tr("Stop"), act, tip="Stops it")',
        'label.setToolTip(tr("It is") + " stopped")',
    ],
)
def test_texts_that_go_round_the_translation_are_found(source: str) -> None:
    assert list(shown_as_they_are(source))


@pytest.mark.parametrize("source", ['said = "it was stopped"', 'return f"{name} does nothing now", 3'])
def test_sentences_that_go_round_the_translation_are_found(source: str) -> None:
    assert list(sentences(f"def f():\n    {source}"))
    assert not list(sentences('def f():\n    """it was stopped"""\n    raise ValueError("it was stopped")'))


@pytest.mark.parametrize(
    "source", ["tr(text)", 'tr(f"{n} modules")', 'trn("one", many, 3)', 'tr("a" if b else "c")', "tr()"]
)
def test_a_text_that_is_no_literal_is_refused(source: str) -> None:
    with pytest.raises(NotALiteralError):
        list(texts_of(source, "somewhere.py"))


def test_texts_are_found_with_what_they_are_about_and_their_forms() -> None:
    found = list(texts_of('tr("a", x=1); trc("b", "c"); trn("{n} d", "{n} ds", n); tr_later("e")', "x.py"))
    assert found == [Text("", "a"), Text("b", "c"), Text("{n} d", "{n} ds", counted=True), Text("", "e")]


def test_a_file_keeps_what_is_translated_marks_what_is_new_and_drops_what_has_gone(tmp_path: Path) -> None:
    before = Speech(
        "de", {("", "a < b"): "a & b", ("", "gone"): "fort"}, {("{n} d", "{n} ds"): ("{n} T", "{n} Te")}
    )
    found = {
        Text("", "a < b"): ["x.py"],
        Text("", "new"): ["x.py", "y.py"],
        Text("{n} d", "{n} ds", counted=True): ["y.py"],
        Text("about", "a < b"): ["y.py"],
    }
    path = tmp_path / "de.ts"
    path.write_text(rendered("de", found, before), "utf-8")
    after = read(path)
    assert after.texts == {("", "a < b"): "a & b"} and after.forms == dict(before.forms)
    assert path.read_text("utf-8").count('type="unfinished"') == 2
    assert rendered("de", found, after) == path.read_text("utf-8"), "writing it again changes nothing"


def test_the_pseudo_language_is_longer_and_keeps_what_programs_read() -> None:
    speak(PSEUDO)
    try:
        assert tr("&Stop {module}", module="web").startswith("&Štöp web ")
        assert trn("{n} module", "{n} modules", 2).startswith("2 möd")
        with in_english():
            assert tr("Stop") == "Stop"
    finally:
        speak(ENGLISH)
    assert len(pseudo("Looking at this machine")) >= 1.35 * len("Looking at this machine")
