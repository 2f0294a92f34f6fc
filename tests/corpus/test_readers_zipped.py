"""Archives that would harm whoever unpacks them."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from corpus.errors import DamagedFile, EncryptedFile, TooLarge
from corpus.limits import Limits
from corpus.readers.zipped import guard
from corpus.samples import sample_dir


def archive(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return out.getvalue()


def test_our_own_samples_pass() -> None:
    for path in sample_dir().glob("*.docx"):
        guard(path.read_bytes(), path.name, Limits())


def test_a_part_that_unpacks_a_thousandfold_is_refused() -> None:
    with pytest.raises(TooLarge, match="150 MB"):
        guard(archive({"word/document.xml": b"<w/>" + b" " * 150_000_000}), "bom.docx", Limits())


def test_the_limit_of_the_settings_counts() -> None:
    whole = archive({"a.xml": b"<a/>" + b" " * 3_000_000})
    guard(whole, "a.docx", Limits(max_unzipped_mb=4))
    with pytest.raises(TooLarge, match="max_unzipped_mb"):
        guard(whole, "a.docx", Limits(max_unzipped_mb=2))


def test_parts_that_share_their_packed_bytes_are_refused() -> None:
    data = archive({f"{i}.xml": b"<a/>" for i in range(3)})
    start = data.index(b"PK\x01\x02")
    entries = data[start:].split(b"PK\x01\x02")[1:]
    # Every entry of the directory points at the first part.
    shared = b"".join(b"PK\x01\x02" + e[:38] + struct.pack("<I", 0) + e[42:] for e in entries)
    with pytest.raises(TooLarge, match="chồng lên nhau"):
        guard(data[:start] + shared, "a.xlsx", Limits())


def test_a_part_that_states_less_than_it_holds_is_refused() -> None:
    data = archive({"a.xml": b"<a>" + b"x" * 5_000_000 + b"</a>"})
    lie = data.replace(struct.pack("<I", 5_000_007), struct.pack("<I", 1_000))
    assert lie != data
    with pytest.raises(DamagedFile):
        guard(lie, "a.xlsx", Limits())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("filler", ["", "<!-- " + "x" * 1_048_560 + " -->"])
def test_entities_are_refused_in_any_encoding(encoding: str, filler: str) -> None:
    evil = f'<?xml version="1.0"?>{filler}<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(DamagedFile, match="thực thể"):
        guard(archive({"xl/sharedStrings.XML": evil.encode(encoding)}), "a.xlsx", Limits())


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.zipped._MAX_TAGS", 1_000)
    guard(archive({"a.xml": b"<r>" + b"<c></c>" * 900 + b"</r>"}), "a.xlsx", Limits())
    with pytest.raises(TooLarge, match="phần tử"):
        guard(archive({"a.xml": b"<c/>" * 1_100}), "a.xlsx", Limits())


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.zipped._MAX_PARTS", 10)
    with pytest.raises(TooLarge, match="11 phần"):
        guard(archive({f"{i}.bin": b"" for i in range(11)}), "a.pptx", Limits())


def test_an_encrypted_archive_says_so() -> None:
    data = bytearray(archive({"a.xml": b"<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        guard(bytes(data), "a.docx", Limits())


def test_what_is_no_archive_is_damaged() -> None:
    with pytest.raises(DamagedFile, match="hỏng"):
        guard(b"PK\x03\x04 and nothing more", "a.docx", Limits())
