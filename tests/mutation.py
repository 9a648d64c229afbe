"""Plants small bugs, one at a time, in a copy of a package, and reports those that its tests do not notice.

    python -m tests.mutation [--count N] [--seed S] [PACKAGE…]      (packages: the keys of TESTS)

A bug is a change of one place of the syntax tree: a comparison at its boundary, `and` for `or`, a dropped
`not`, a number off by one, plus for minus, min for max, a statement left out, a condition always taken.
Texts are not touched: what a sentence says is held elsewhere. Not every survivor is a gap, as some changes mean
the same (`x <= 0` where x is never 0), so the long test asks for a share, and people read the list.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = {
    "domain": ("tests/domain",),
    "telemetry": ("tests/telemetry",),
    "adapters/sampler": ("tests/adapters/sampler",),
}
"""Which tests are to notice the bugs of which package."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Bug:
    """One planted bug: the mutated text of one file, and what was done on which line."""

    file: Path
    line: int
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def bugs(file: Path) -> Iterator[Bug]:
    """Every bug that can be planted in one file (path below the package's root)."""
    tree = ast.parse((ROOT / file).read_text())
    nodes = list(ast.walk(tree))
    quiet = {id(node) for part in _silent(tree) for node in ast.walk(part)}
    for index, node in enumerate(nodes):
        if id(node) in quiet:
            continue
        for what in _changes(node):
            mutant = copy.deepcopy(tree)
            _apply(list(ast.walk(mutant))[index], what)
            yield Bug(file, getattr(node, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(mutant)))


def _silent(tree: ast.AST) -> Iterator[ast.AST]:
    """Parts in which a change means nothing at run time: annotations, texts, imports, decorators."""
    for node in ast.walk(tree):
        match node:
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.expr() as annotation):
                yield annotation
            case ast.FunctionDef(returns=returns, decorator_list=decorators) if returns is not None:
                yield returns
                yield from decorators
            case ast.ClassDef(decorator_list=decorators):
                yield from decorators
            case ast.JoinedStr() | ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
                yield node
            case _:
                pass


def _changes(node: ast.AST) -> list[str]:
    """What can be done to a node, as names that `_apply` understands."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in SWAPS:
            return ["compare"]
        case ast.BoolOp() | ast.BinOp() if type(node.op) in SWAPS:
            return ["operator"]
        case ast.UnaryOp(op=ast.Not()):
            return ["drop not"]
        case ast.Constant(value=bool()):
            return ["flip"]
        case ast.Constant(value=int() | float()):
            return ["off by one"]
        case ast.Call(func=ast.Name(id=called)) if called in CALLS:
            return ["call"]
        case ast.If():
            return ["always", "never"]
        case ast.AugAssign() | ast.Expr(value=ast.Call()):
            return ["leave out"]
        case _:
            return []


def _apply(node: ast.AST, what: str) -> None:
    """Change the node in place."""
    match node, what:
        case ast.Compare(), "compare":
            node.ops = [SWAPS[type(node.ops[0])]()]  # type: ignore[list-item]
        case ((ast.BoolOp() | ast.BinOp()), "operator"):
            node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.UnaryOp(), "drop not":
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.Constant(), "flip":
            node.value = not node.value
        case ast.Constant(value=int() | float() as number), "off by one":
            node.value = number + 1
        case ast.Call(func=ast.Name() as function), "call":
            function.id = CALLS[function.id]
        case ast.If(), ("always" | "never"):
            node.test = ast.Constant(what == "always")
        case ast.AugAssign(), "leave out":
            node.value, node.op, node.target = ast.Constant(0), ast.Add(), ast.Name("_", ast.Store())
        case ast.Expr(), "leave out":
            node.value = ast.Constant(None)
        case _:
            raise ValueError(f"{what} does not apply to {ast.dump(node)}")


def noticed(bug: Bug, tests: Sequence[str]) -> bool:
    """Whether the tests fail (or hang) on a copy of the program with the bug."""
    with tempfile.TemporaryDirectory(prefix="sk-mutation-") as folder:
        shutil.copytree(ROOT / "skelly_tray", Path(folder) / "skelly_tray", ignore=_caches)
        (Path(folder) / bug.file).write_text(bug.text)
        return bool(_run_tests(folder, tests))


def _caches(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "__pycache__"]


def _run_tests(folder: str, tests: Sequence[str]) -> int:
    """Pytest's exit code for the package found in `folder`; a hang counts as a failure."""
    environment = os.environ | {
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": f"{folder}/hypothesis",
    }
    options = ["-x", "-q", "-p", "no:cacheprovider", "--timeout=60", "--hypothesis-seed=0"]
    try:
        return subprocess.run(
            # -P, or the checkout itself would come before the copy.
            [sys.executable, "-P", "-m", "pytest", *options, *tests],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=300,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return 1


def survivors(package: str, count: int, seed: int, report: bool = False) -> tuple[int, list[Bug]]:
    """Plant `count` bugs (0: all) chosen by `seed`; returns how many were planted and those not noticed."""
    files = sorted((ROOT / "skelly_tray" / package).rglob("*.py"))
    found = [bug for file in files for bug in bugs(file.relative_to(ROOT))]
    chosen = random.Random(seed).sample(found, min(count or len(found), len(found)))
    tests = TESTS[package]
    with tempfile.TemporaryDirectory(prefix="sk-mutation-") as folder:
        shutil.copytree(ROOT / "skelly_tray", Path(folder) / "skelly_tray", ignore=_caches)
        if _run_tests(folder, tests):
            raise RuntimeError(f"the tests of {package} fail without any planted bug")
    if not noticed(Bug(chosen[0].file, 1, "nothing works", "1 / 0"), tests):
        raise RuntimeError(f"the tests of {package} do not run on the copy with the bug")
    missed = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for bug, seen in zip(chosen, pool.map(lambda bug: noticed(bug, tests), chosen), strict=True):
            if not seen:
                missed.append(bug)
            if report and not seen:
                print(f"not noticed: {bug}", flush=True)
    return len(chosen), missed


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("packages", nargs="*", default=list(TESTS), choices=[*TESTS, []], metavar="PACKAGE")
    parser.add_argument("--count", type=int, default=60, help="bugs a package, 0 for all")
    parser.add_argument("--seed", type=int, default=0, help="which of them")
    options = parser.parse_args()
    for package in options.packages or TESTS:
        planted, missed = survivors(package, options.count, options.seed, report=True)
        print(f"{package}: {planted - len(missed)} of {planted} planted bugs were noticed")


if __name__ == "__main__":
    main()
