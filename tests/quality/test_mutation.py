"""The tests notice bugs: a sample of small ones is planted, and nearly all of them must make a test fail."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutation import ROOT, TESTS, bugs, survivors

REQUIRED_SHARE = 0.85
"""Of the planted bugs; the rest are changes that mean the same."""


def test_planted_bugs_are_valid_python_and_differ_from_the_source() -> None:
    file = Path("skelly_tray/adapters/sampler/trees.py")
    original = ast.unparse(ast.parse((ROOT / file).read_text()))
    planted = list(bugs(file))
    assert len({bug.text for bug in planted}) == len(planted) > 20
    for bug in planted:
        compile(bug.text, str(bug.file), "exec")
        assert bug.text != original


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("package", TESTS)
def test_planted_bugs_are_noticed(package: str) -> None:
    planted, missed = survivors(package, count=60, seed=0)
    assert len(missed) <= planted * (1 - REQUIRED_SHARE), "\n".join(map(str, missed))
