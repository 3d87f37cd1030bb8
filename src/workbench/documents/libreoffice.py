"""Formats only LibreOffice opens (.doc, .odt, .rtf): converted to .docx when it is installed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from workbench.documents import word
from workbench.documents.model import Content, DocumentError, PassingError

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SECONDS = 180


def program() -> str | None:
    """Path of LibreOffice; None when it is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def parse(content: bytes, suffix: str) -> Content:
    """Lines and tables of a converted document.

    Raises DocumentError when LibreOffice is missing or cannot convert the file.
    """
    soffice = program()
    if soffice is None:
        raise DocumentError(
            f"Format {suffix} perlu LibreOffice, yang tidak terpasang. Pasang dari libreoffice.org, "
            "atau simpan dokumen sebagai .docx."
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"dokumen{suffix if suffix in ('.doc', '.odt', '.rtf') else '.doc'}"
        source.write_bytes(content)
        profile = (Path(folder) / "profil").as_uri()
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx",
                   "--outdir", folder, os.fspath(source)]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            raise PassingError("LibreOffice tidak selesai mengubah dokumen ini. Simpan sebagai .docx.") from None
        target = source.with_suffix(".docx")
        if not target.is_file():
            raise PassingError("LibreOffice tidak dapat mengubah dokumen ini. Buka dan simpan sebagai .docx.")
        return word.parse(target.read_bytes())
