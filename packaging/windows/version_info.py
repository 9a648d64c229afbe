"""The version resource of `skelly-tray.exe`, in the form that PyInstaller's `EXE(version=…)` takes."""

from __future__ import annotations

_TEXT = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0
  ),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The Skelly Tray maintainers"),
      StringStruct("FileDescription", "Skelly Tray"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "skelly-tray"),
      StringStruct("LegalCopyright", "The Skelly Tray maintainers, MIT License"),
      StringStruct("OriginalFilename", "skelly-tray.exe"),
      StringStruct("ProductName", "Skelly Tray"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def version_info(version: str) -> str:
    """version: three numbers with dots."""
    numbers = (*map(int, version.split(".")), 0)
    return _TEXT.format(numbers=numbers, version=version)
