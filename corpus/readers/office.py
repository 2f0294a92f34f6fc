"""Old Office files and OpenDocument through LibreOffice, without a screen; Word 97 also through antiword or catdoc.

LibreOffice turns a file into its modern counterpart, which keeps the structure, and the reader for that goes on.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus import deadline
from corpus.errors import DamagedFile, ReadError, UnsupportedFormat
from corpus.limits import Limits
from corpus.readers import docx, pptx
from corpus.readers.lines import paragraphs
from corpus.records import Block, Extract
from corpus.repair import one_line
from corpus.sniff import sniff

_TARGETS = {
    "doc": ("docx", "docx:MS Word 2007 XML"),
    "rtf": ("docx", "docx:MS Word 2007 XML"),
    "odt": ("docx", "docx:MS Word 2007 XML"),
    "ppt": ("pptx", "pptx:Impress MS PowerPoint 2007 XML"),
    "odp": ("pptx", "pptx:Impress MS PowerPoint 2007 XML"),
}
_NEEDED = {"docx": "libreoffice-writer-nogui", "pptx": "libreoffice-impress-nogui"}
_NAMES = ("soffice", "libreoffice")
_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_DUMPERS = (("antiword", ("-w", "0", "-m", "UTF-8.txt")), ("catdoc", ("-w", "-d", "utf-8")))


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """What a DOC, RTF, ODT, PPT or ODP holds.

    Raises `UnsupportedFormat` naming what to install where no program reads it, and `DamagedFile` if the program
    cannot, or takes longer than `limits.office_seconds`.
    """
    found = sniff(data, name)
    if found == "doc" and not _soffice():
        return _dumped(data, name, limits)
    converted = data if found == "docx" else convert(data, name, found, limits)
    reader = pptx if found in ("ppt", "odp") else docx
    extract: Extract = reader.read(converted, name, limits)
    # Word names a file by its first line, so that the title which an old file declares says nothing.
    return replace(extract, format=found, hints={})


def available() -> bool:
    """Whether LibreOffice is installed."""
    return _soffice() is not None


def convert(data: bytes, name: str, found: str, limits: Limits) -> bytes:
    """`data`, a file of the format `found`, as DOCX or PPTX. Raises as `read` does."""
    target, option = _TARGETS[found]
    program = _soffice()
    if program is None:
        raise UnsupportedFormat(
            f"“{name}” là tệp {found.upper()}, cần LibreOffice để đọc. Hãy cài: sudo apt install {_NEEDED[target]}"
            " (Windows: LibreOffice từ libreoffice.org), hoặc mở tệp và lưu lại thành"
            f" {target.upper()}."
        )
    with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        source, out, profile = Path(folder, f"in.{found}"), Path(folder, "out"), Path(folder, "profile")
        source.write_bytes(data)
        user = profile / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={profile.as_uri()}", "--convert-to", option, "--outdir", str(out), str(source),
        ]  # fmt: skip
        _run(command, name, limits)
        result = out / f"in.{target}"
        if not result.is_file() or not result.stat().st_size:
            raise DamagedFile(f"LibreOffice không mở được “{name}”: tệp hỏng hoặc có mật khẩu. Hãy xin lại tệp gốc.")
        return result.read_bytes()


def _dumped(data: bytes, name: str, limits: Limits) -> Extract:
    """The text of a Word 97 file as antiword or catdoc tells it: paragraphs without headings or tables."""
    for program, options in _DUMPERS:
        path = shutil.which(program)
        if path is None:
            continue
        with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
            source = Path(folder, "in.doc")
            source.write_bytes(data)
            text = _run([path, *options, str(source)], name, limits).decode("utf-8", "replace")
        lines = [one_line(paragraph) for paragraph in paragraphs(text.splitlines())]
        blocks = tuple(Block(line) for line in lines if line)
        if blocks:
            note = (
                f"“{name}” được đọc bằng {program}, không giữ được đề mục và bảng; muốn đầy đủ hãy cài"
                f" {_NEEDED['docx']}."
            )
            return Extract("doc", blocks, warnings=(note,))
    if any(shutil.which(program) for program, _ in _DUMPERS):
        raise DamagedFile(f"“{name}” là tệp DOC bị hỏng, không đọc được chữ nào. Hãy xin lại tệp gốc.")
    convert(data, name, "doc", limits)  # which says what to install
    raise AssertionError("unreachable")


def _soffice() -> str | None:
    return next((path for name in (*_NAMES, *_WINDOWS) if (path := shutil.which(name))), None)


def _run(command: list[str], name: str, limits: Limits) -> bytes:
    """Standard output of a program; it and its children end with the time allowed."""
    deadline.extend(limits.office_seconds)
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as exc:
        raise ReadError(f"Không chạy được {command[0]} để đọc “{name}”: {exc}. Hãy cài lại chương trình đó.") from exc
    try:
        return process.communicate(timeout=limits.office_seconds)[0]
    except subprocess.TimeoutExpired as exc:
        raise DamagedFile(
            f"“{name}”: {Path(command[0]).name} chưa đọc xong sau {limits.office_seconds:g} giây. Hãy mở tệp, lưu lại"
            " thành DOCX rồi nạp lại, hoặc nâng office_seconds trong cấu hình."
        ) from exc
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the process and of those that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.communicate()
