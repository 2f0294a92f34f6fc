"""Taking files out of a request as it comes in: each goes to the disk as it arrives, and none beyond its limit."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from io import BufferedWriter
from pathlib import Path

from anyio import to_thread
from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from corpus.errors import StorageError
from corpus.reading import printable
from ui.api.errors import Refusal
from ui.upload_names import safe_name
from ui.uploads import Sent

MAX_FILES = 200
"""Files of one request."""
_BUFFER = 1 << 20
_MEGA = 1_000_000

NO_NAME = "Tên tệp không dùng được. Hãy đổi tên tệp rồi tải lên lại."
TOO_LARGE = "Tệp lớn hơn {limit:g} MB nên không nhận. Hãy tách nhỏ tệp hoặc nâng max_file_mb trong cấu hình."
BROKEN_OFF = "Lần gửi bị đứt giữa chừng. Hãy gửi lại."
EMPTY = "Tệp rỗng, không có gì để đọc."
DISK = "Không lưu được tệp: {why}. Chưa tệp nào của lần gửi này được nhận; giải phóng ổ đĩa rồi gửi lại."


async def receive_files(request: Request, folder: Path, max_file_mb: float) -> list[Sent]:
    """The files of a multipart request, each a draft in `folder` or refused on its own with the reason.

    Of a sender who goes away in the middle, the files that came in whole are taken. Raises `Refusal` for a request that
    is not multipart, is malformed or has no file, and `StorageError` where the disk refuses; no draft is left then.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Refusal(415, "Cần gửi tệp dưới dạng multipart/form-data, mỗi tệp là một phần có tên tệp.")
    form = _Form(folder, int(max_file_mb * _MEGA))
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": form.on_part_begin,
                "on_header_field": form.on_header_field,
                "on_header_value": form.on_header_value,
                "on_header_end": form.on_header_end,
                "on_headers_finished": form.on_headers_finished,
                "on_part_data": form.on_part_data,
                "on_part_end": form.on_part_end,
            },
        )
        try:
            async for chunk in request.stream():
                parser.write(chunk)
                if form.pending >= _BUFFER:
                    await to_thread.run_sync(form.flush)
            parser.finalize()
        except ClientDisconnect:
            form.give_up()
        await to_thread.run_sync(form.flush)
        if form.file is not None:
            raise Refusal(400, BROKEN_OFF)
        if not form.sent:
            raise Refusal(400, "Không thấy tệp nào trong lần gửi này.")
    except FormParserError as exc:
        form.discard()
        raise Refusal(400, "Không đọc được lần gửi: không đúng dạng multipart/form-data.") from exc
    except OSError as exc:
        form.discard()
        why = "ổ đĩa đã đầy" if exc.errno in (errno.ENOSPC, errno.EDQUOT) else exc.strerror or str(exc)
        raise StorageError(DISK.format(why=why)) from exc
    except BaseException:
        form.discard()
        raise
    return form.sent


class _Form:
    """What the parser calls; bytes of files are gathered in memory until `flush`."""

    def __init__(self, folder: Path, limit: int):
        self._folder, self._limit = folder, limit
        self._header, self._value = bytearray(), bytearray()
        self._disposition = b""
        self._wasted = 0
        self.sent: list[Sent] = []
        self.pending = 0
        self.file: _File | None = None
        self._files: list[_File] = []

    def on_part_begin(self) -> None:
        self._disposition = b""

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        name = options.get(b"filename")
        if name is None:  # a field of a form, which means nothing here
            return
        if len(self.sent) >= MAX_FILES:
            raise Refusal(413, f"Mỗi lần chỉ gửi được {MAX_FILES} tệp. Hãy gửi làm nhiều lần.")
        self.file = _File(_plain(name), self._folder / secrets.token_hex(8))
        self._files.append(self.file)
        if not safe_name(self.file.name):
            self.file.error = NO_NAME

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        file = self.file
        if file is None or file.error:
            self._waste(end - start)
            return
        file.size += end - start
        if file.size > self._limit:
            file.error = TOO_LARGE.format(limit=self._limit / _MEGA)
            self.pending -= len(file.buffer)
            file.buffer.clear()
            self._waste(file.size - self._limit)
            return
        file.buffer += data[start:end]
        self.pending += end - start

    def _waste(self, size: int) -> None:
        """Whoever sends that much more than is taken is not waited for."""
        self._wasted += size
        if self._wasted > self._limit:
            raise Refusal(413, TOO_LARGE.format(limit=self._limit / _MEGA))

    def on_part_end(self) -> None:
        file, self.file = self.file, None
        if file is None:
            return
        if not file.size and not file.error:
            file.error = EMPTY
        self.sent.append(Sent(file.name, None if file.error else file.draft, file.size, file.error))

    def give_up(self) -> None:
        """No more comes of the file that was coming in."""
        if self.file is not None:
            self.file.error = BROKEN_OFF
            self.file = None

    def flush(self) -> None:
        """Write what was gathered; what was refused since leaves no draft."""
        for file in list(self._files):
            file.flush(whole=file is not self.file)
            if file is not self.file:
                self._files.remove(file)
        self.pending = 0

    def discard(self) -> None:
        """Delete every draft of the request."""
        for file in self._files:
            file.close()
        for draft in [*(file.draft for file in self._files), *(sent.draft for sent in self.sent)]:
            if draft is not None:
                with suppress(OSError):
                    draft.unlink()


class _File:
    """One file that is coming in."""

    def __init__(self, name: str, draft: Path):
        self.name, self.draft = name, draft
        self.size, self.error = 0, ""
        self.buffer = bytearray()
        self._stream: BufferedWriter | None = None

    def flush(self, *, whole: bool) -> None:
        """Write the buffer; a file that is whole is then safe on the disk, one that was refused is gone."""
        if self.error:
            self.close()
            self.draft.unlink(missing_ok=True)
            return
        if self._stream is None:
            self.draft.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self.draft.open("wb")
        self._stream.write(self.buffer)
        self.buffer.clear()
        if whole:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self.close()

    def close(self) -> None:
        """Let go of the draft."""
        if self._stream:
            with suppress(OSError):
                self._stream.close()
            self._stream = None


def _plain(name: bytes) -> str:
    """A name as its owner wrote it: browsers send UTF-8 and write three characters as codes."""
    text = printable(name.decode("utf-8", "surrogateescape"))
    for code, character in (("%22", '"'), ("%0D", "\r"), ("%0A", "\n")):
        text = text.replace(code, character)
    return text
