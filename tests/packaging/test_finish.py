"""Libraries of a bundle: without symbols where they bear it, and without folders of the build machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PLACE = Path(__file__).resolve().parents[2] / "packaging" / "bundle"
BUILT_IN = "/opt/some/builder/lib"

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux"),
    pytest.mark.skipif(
        not all(map(shutil.which, ("gcc", "strip", "objdump"))), reason="no gcc with binutils here"
    ),
]


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PLACE))
    yield
    for name in ("finish", "elf"):
        sys.modules.pop(name, None)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    source, made = tmp_path / "x.c", tmp_path / "libx.so"
    source.write_text(
        "int answer(void) { return 42; }\nstatic int hidden(void) { return 1; }\nint f(void) { return hidden(); }\n"
    )
    command = ["gcc", "-g", "-O0", "-shared", "-fPIC", f"-Wl,-rpath,{BUILT_IN}", "-o", made, source]
    subprocess.run(command, check=True)
    return made


def answers(library: Path) -> bool:
    code = "import ctypes, sys; print(ctypes.CDLL(sys.argv[1]).answer())"
    done = subprocess.run([sys.executable, "-c", code, library], capture_output=True, text=True, check=False)
    return done.stdout.strip() == "42"


def told(library: Path) -> str:
    return subprocess.run(["objdump", "-x", library], capture_output=True, text=True, check=True).stdout


def test_symbols_and_the_folder_of_the_build_machine_go_and_it_still_works(
    library: Path, tmp_path: Path
) -> None:
    from finish import finish

    assert BUILT_IN in told(library) and "hidden" in told(library)
    finish(tmp_path)
    assert BUILT_IN not in told(library) and "hidden" not in told(library)
    assert "$ORIGIN" in told(library) and answers(library)


def test_search_paths_below_the_library_itself_stay(library: Path) -> None:
    from finish import forget_build_machine

    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-Wl,-rpath,$ORIGIN/deep/down", "-o", library, library.with_name("x.c")],
        check=True,
    )
    before = library.read_bytes()
    assert forget_build_machine(library) == [] and library.read_bytes() == before


def test_one_that_could_not_be_loaded_without_symbols_keeps_them(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import finish
    from elf import can_be_loaded

    assert can_be_loaded(library.read_bytes())
    programs = tmp_path / "programs"
    programs.mkdir()
    spoiling = programs / "strip"
    # Moves the address of the first part that is mapped; the table of parts begins at byte 64.
    spoiling.write_text(
        f"#!{sys.executable}\nimport sys\n*_, made, source = sys.argv\nb = bytearray(open(source, 'rb').read())\n"
        "b[64 + 17] ^= 1\nopen(made, 'wb').write(b)\n"
    )
    spoiling.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    before = library.read_bytes()
    assert finish.strip(library) is False
    assert library.read_bytes() == before and answers(library)


def test_what_is_no_library_is_left_alone(tmp_path: Path) -> None:
    from finish import finish

    text = tmp_path / "notes.so.txt"
    text.write_text("GROUP ( libx.so.1 )")
    finish(tmp_path)
    assert text.read_text() == "GROUP ( libx.so.1 )"
