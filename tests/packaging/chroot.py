"""A bare Debian in a folder, with processes and mounts of its own, for what has to be root and install packages.

Everything in it ends, and every mount is gone, when its first process ends; that one dies with us.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.supervisor import wait_until

NEEDED = ("debootstrap", "unshare", "nsenter", "chroot", "tar", "dpkg-deb")
USER = "tester"
UID = 12345
SHARED = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl")
"""What finding the registry of this machine takes in it, besides the settings of apt."""
OF_OTHERS = ("*docker*", "*packagekit*", "*appstream*", "*postgresql*")
"""Settings of apt that call programs which are not in it, or throw away what we keep."""
FIRST_PROCESS = """
set -e
mount --make-rprivate /
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$1/dev/pts"
mount --bind "$2" "$1/var/cache/apt/archives"
echo ready
while :; do sleep 1000 & wait; done
"""
ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}


def missing() -> str:
    """What this machine lacks for it; empty when it can be made."""
    if os.geteuid() != 0:
        return "root"
    if not sources():
        return "Debian's registry"
    return ", ".join(
        name for name in NEEDED if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    )


def sources() -> tuple[str, str] | None:
    """Suite and address of the first registry of packages that apt is set to here."""
    for path in (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))):
        if not path.is_file():
            continue
        text = path.read_text(errors="replace")
        if found := re.search(r"^deb\s+(?:\[[^]]*]\s+)?(\S+)\s+(\S+)\s", text, re.MULTILINE):
            return found[2], found[1]
        uri, suite = (re.search(rf"^{key}:\s*(\S+)", text, re.MULTILINE) for key in ("URIs", "Suites"))
        if uri and suite:
            return suite[1], uri[1]
    return None


def cache() -> Path:
    """Where chroots and packages are kept from one run to the next: root's alone."""
    folder = Path(
        os.environ.get("SKELLY_TEST_CACHE")
        or Path(tempfile.gettempdir()) / f"skelly-tray-chroots-{os.getuid()}"
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = folder.lstat()
    assert facts.st_uid == os.getuid() and not facts.st_mode & 0o022, f"{folder} is not ours alone"
    (folder / "packages").mkdir(exist_ok=True)
    return folder


class Chroot:
    """root: its folder on the outside. Made of a kept archive where there is one.

    needs: a relation as in `Depends`; what satisfies it is installed.
    """

    def __init__(self, folder: Path, needs: str) -> None:
        self.root = folder / "root"
        self._processes: list[subprocess.Popen[bytes]] = []
        found = sources()
        assert found
        suite = found[0]
        bare = cache() / f"{suite}.tar"
        fit = cache() / f"{suite}-{hashlib.sha256(needs.encode()).hexdigest()[:12]}.tar"
        if not fit.exists():
            if not bare.exists():
                _bootstrap(bare, *found, folder / "new")
            self._unpack(bare)
            self._first = self._begin()
            self._provide(needs)
            self._end_first()
            for former in cache().glob(f"{suite}-*.tar"):
                former.unlink()
            _pack(self.root, fit)
        else:
            self._unpack(fit)
        self._first = self._begin()

    def run(self, *command: str, user: str = "root", check: bool = True, **environment: str) -> str:
        """What it says on standard output; with `check` it must succeed."""
        done = subprocess.run(
            self.inside(command, user),
            env=self._environment(user) | environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert not check or done.returncode == 0, (
            f"{command} exits with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-3000:]}"
        )
        return done.stdout

    def start(self, *command: str, output: Path, **environment: str) -> subprocess.Popen[bytes]:
        """As the user, until it ends by itself or all ends."""
        with output.open("ab") as file:
            process = subprocess.Popen(
                self.inside(command, USER),
                env=self._environment(USER) | environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
            )
        self._processes.append(process)
        return process

    def inside(self, command: Sequence[str], user: str) -> list[str]:
        """argv on the outside."""
        enter = ["nsenter", "-t", str(self._pid), "-m", "-p", f"--wd={self.root}"]
        return [*enter, "chroot", f"--userspec={user}", str(self.root), *command]

    def files(self) -> set[str]:
        """The paths of everything in it, but for what lives in memory."""
        found: set[str] = set()
        for folder, names, files in os.walk(self.root):
            inside = os.path.relpath(folder, self.root)
            if inside in ("proc", "dev", "sys"):
                names.clear()
                continue
            found.update(os.path.normpath(os.path.join(inside, name)) for name in (*names, *files))
        return found

    def close(self) -> None:
        """All ends, and the folder goes."""
        self._end_first()
        for process in self._processes:
            process.wait(timeout=30)
        shutil.rmtree(self.root, ignore_errors=True)

    @property
    def _pid(self) -> int:
        """The number on the outside of its first process, a child of the one we started."""
        children = Path(f"/proc/{self._first.pid}/task/{self._first.pid}/children").read_text().split()
        return int(children[0])

    def _environment(self, user: str) -> dict[str, str]:
        home = "/root" if user == "root" else f"/home/{USER}"
        return ENVIRONMENT | {"HOME": home, "USER": user, "LOGNAME": user, "TMPDIR": "/tmp"}

    def _unpack(self, archive: Path) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True, mode=0o755)
        subprocess.run(["tar", "-xpf", archive, "-C", self.root, "--numeric-owner"], check=True)

    def _begin(self) -> subprocess.Popen[bytes]:
        command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", FIRST_PROCESS]
        process = subprocess.Popen(
            [*command, "first", str(self.root), str(cache() / "packages")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout and process.stderr
        assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()
        return process

    def _end_first(self) -> None:
        self._first.send_signal(signal.SIGKILL)
        self._first.communicate()
        # Its mounts go with the last process in it.
        wait_until(lambda: not _mounted_below(self.root), f"nothing is mounted below {self.root}")

    def _provide(self, needs: str) -> None:
        for path in map(Path, SHARED):
            _copy(path, self.root / path.relative_to("/"))
        settings = self.root / "etc" / "apt"
        shutil.rmtree(settings)
        shutil.copytree("/etc/apt", settings, symlinks=True, ignore=shutil.ignore_patterns(*OF_OTHERS))
        self.run("apt-get", "-q", "update")
        self.run("apt-get", "-q", "-y", "--no-install-recommends", "satisfy", needs)
        self.run("useradd", "--create-home", "--uid", str(UID), USER)


def _bootstrap(archive: Path, suite: str, address: str, folder: Path) -> None:
    tool = shutil.which("debootstrap", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    command = [tool, "--variant=minbase", f"--cache-dir={cache() / 'packages'}", suite, folder, address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # type: ignore[arg-type]
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    _pack(folder, archive)
    shutil.rmtree(folder)


def _pack(folder: Path, archive: Path) -> None:
    new = archive.with_suffix(".new")
    subprocess.run(
        ["tar", "-cpf", new, "-C", folder, "--numeric-owner", "--one-file-system", "."], check=True
    )
    new.replace(archive)


def _copy(path: Path, place: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, place, symlinks=False, dirs_exist_ok=True, ignore_dangling_symlinks=True)
    elif path.exists():
        shutil.copyfile(path, place)


def _mounted_below(folder: Path) -> list[str]:
    lines = Path("/proc/self/mounts").read_text().splitlines()
    return [line for line in lines if line.split()[1].startswith(str(folder))]
