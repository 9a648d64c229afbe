"""What the bundle leaves out, by name, and why. The README beside this file has the sizes.

Libraries that nothing left needs go by themselves, see `needed.py`.
"""

from __future__ import annotations

import fnmatch

MODULES = (
    # Nothing of ours uses them; pyqtgraph only names them. QtTest, QtSvg and QtOpenGL stay: it imports them.
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtPrintSupport",
    # A second window system, the exchange with notebooks and tables, plots of others.
    "tkinter", "_tkinter", "matplotlib", "scipy", "pandas", "PIL", "IPython", "jupyter_client", "cupy", "h5py",
    "OpenGL", "numba", "lxml", "pydot", "pygraphviz", "sympy",
    # Tests, examples and builders of our dependencies.
    "pytest", "hypothesis", "setuptools", "pip", "wheel", "pkg_resources", "distutils", "lib2to3", "idlelib",
    "pydoc_data", "unittest.test", "test", "numpy.f2py", "numpy.testing", "numpy.distutils", "pyqtgraph.examples",
    "pyqtgraph.opengl", "pyqtgraph.jupyter", "pyqtgraph.canvas", "pyqtgraph.flowchart", "pyqtgraph.console",
    "psutil.tests",
    # Chance for tables of numbers: no curve needs it.
    "numpy.random",
    # Line editing is for interactive Pythons. The command lines of httpx and cryptography's rarer cousins are not ours.
    "readline", "httpx._main", "rich", "click", "pygments",
)  # fmt: skip
"""Python modules that are never followed."""

FILES = (
    # GTK's theme takes the whole of GTK along; file dialogs of the desktop come through its portal all the same.
    "*/plugins/platformthemes/libqgtk3.so",
    # The network is Python's, not Qt's.
    "*/plugins/networkinformation/*", "*/plugins/tls/*", "*PySide6/QtNetwork.abi3.so",
    # Screens without a window system, virtual keyboards, tablets of embedded devices.
    "*/plugins/egldeviceintegrations/*", "*/plugins/generic/*", "*/plugins/platforms/libqeglfs.so",
    "*/plugins/platforms/libqlinuxfb.so", "*/plugins/platforms/libqminimalegl.so", "*/plugins/platforms/libqminimal.so",
    "*/plugins/platforms/libqvkkhrdisplay.so", "*/plugins/platforms/libqvnc.so",
    "*/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    # Pictures are SVG and PNG, which Qt reads by itself; its plugin for SVG is for icons of the desktop's theme.
    "*/plugins/imageformats/libq[!s]*.so",
    # Compositors speak xdg-shell since years.
    "*/plugins/wayland-shell-integration/lib[!x]*.so", "*/plugins/wayland-graphics-integration-client/*",
    # Descriptions of the interface for checkers of types; what makes translations; QML.
    "*.pyi", "PySide6/Qt/metatypes/*", "PySide6/Qt/qml/*", "PySide6/typesystems/*", "PySide6/include/*",
    "PySide6/glue/*", "PySide6/scripts/*", "PySide6/support/generate_pyi*",
    # Ours are read from resources/translations; of Qt's own those of the languages that we speak stay, see KEPT.
    "PySide6/Qt/translations/*",
    "pyqtgraph/icons/peegee/*", "pyqtgraph/colors/maps/*",
    # How packages were installed here, places of this machine among it. Licences have a folder of their own.
    "*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/WHEEL",
    "*.dist-info/direct_url.json", "*.dist-info/top_level.txt", "*.dist-info/licenses/*",
)  # fmt: skip
"""Patterns of paths in the bundle."""

KEPT = ("PySide6/Qt/translations/qtbase_de.qm", "PySide6/Qt/translations/qtbase_en.qm")

OF_THE_SYSTEM = (
    # What every desktop has, in the version that fits its drivers, its fonts and its window system.
    "libX11.so*", "libX11-xcb.so*", "libxcb.so*", "libxcb-dri*.so*", "libxcb-glx.so*", "libxcb-present.so*",
    "libxcb-randr.so*", "libxcb-render.so*", "libxcb-shape.so*", "libxcb-shm.so*", "libxcb-sync.so*",
    "libxcb-xfixes.so*", "libxcb-xkb.so*", "libxkbcommon.so*", "libxkbcommon-x11.so*", "libXau.so*", "libXdmcp.so*",
    "libXext.so*", "libXrender.so*", "libfontconfig.so*", "libfreetype.so*", "libpng16.so*", "libbrotli*.so*",
    "libexpat.so*", "libdbus-1.so*", "libsystemd.so*", "libglib-2.0.so*", "libgobject-2.0.so*", "libgio-2.0.so*",
    "libgmodule-2.0.so*", "libgthread-2.0.so*", "libwayland-*.so*", "libstdc++.so*", "libgcc_s.so*", "libz.so*",
    "libgcrypt.so*", "libgpg-error.so*", "libpcre*.so*", "libselinux.so*", "libmount.so*", "libblkid.so*",
    "libcap.so*", "libbsd.so*", "libmd.so*", "libgssapi_krb5.so*", "libkrb5*.so*", "libk5crypto.so*",
    "libcom_err.so*", "libkeyutils.so*", "liblz4.so*", "libzstd.so*", "libatomic.so*",
)  # fmt: skip
"""Libraries that are taken from the machine where the bundle runs."""


def is_left_out(path: str) -> bool:
    """path: in the bundle, with `/`."""
    return path not in KEPT and _fits(path, FILES)


def is_of_the_system(path: str) -> bool:
    """Whether a library of the build machine is one that the other machine has itself."""
    return "/" not in path and _fits(path, OF_THE_SYSTEM)


def _fits(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)
