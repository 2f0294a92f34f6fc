"""Original files: handed out as they were read, drawn with quotes marked, refused once they have gone or changed."""

import io
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from corpus import originals as module
from corpus.catalogue import Catalogue
from corpus.errors import Crowded, DamagedFile, OriginalUnavailable
from corpus.originals import Originals
from corpus.reading import read_bytes, read_document
from corpus.records import Document, Scan, Word
from corpus.samples import sample_dir
from corpus.settings import Settings

SAMPLE = (sample_dir() / "kl-187-tu-phong-chong-thien-tai.pdf").read_bytes()
QUOTE = "1.1. Đảng ủy các xã, phường lãnh đạo kiện toàn ban chỉ huy phòng thủ dân sự cùng cấp xong trước ngày 20/7/2025"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite3")


@pytest.fixture
def originals(catalogue: Catalogue, settings: Settings) -> Iterator[Originals]:
    with closing(Originals(catalogue, settings)) as opened:
        yield opened


@pytest.fixture
def document(tmp_path: Path, settings: Settings) -> Document:
    path = tmp_path / "kết luận.pdf"
    path.write_bytes(SAMPLE)
    return read_document(path, settings)


def test_a_page_is_drawn_with_the_quote_in_boxes(originals: Originals, document: Document) -> None:
    sheet = originals.sheet(document, 1, QUOTE)
    assert (round(sheet.width), round(sheet.height), len(sheet.boxes)) == (595, 842, 2)
    assert originals.sheet(document, 1, QUOTE) is sheet
    assert originals.sheet(document, 1).boxes == ()
    picture = originals.picture(document, 1)
    assert Image.open(io.BytesIO(picture)).size[1] <= 1_701
    assert originals.picture(document, 1) is picture


def test_the_words_of_a_scan_place_its_quote(originals: Originals, catalogue: Catalogue, document: Document) -> None:
    words = (Word("Họp", 10, 20, 30, 30), Word("chẵn", 35, 20, 60, 30))
    scanned = replace(document, scans=(Scan(1, 0.9, words),))
    catalogue.intend(scanned, [])
    catalogue.publish([row[0] for row in catalogue.rows("SELECT key FROM documents")])
    (box,) = originals.sheet(scanned, 1, "họp chẵn").boxes
    assert (box.left, box.right) == (10, 60)


def test_the_file_is_handed_out_as_it_was_read(originals: Originals, document: Document) -> None:
    found = originals.file(document)
    assert found.path.read_bytes() == SAMPLE
    assert found.status.st_size == len(SAMPLE)


def test_a_file_that_has_gone_or_changed_is_said_so(originals: Originals, document: Document) -> None:
    path = Path(document.source)
    path.write_bytes(SAMPLE + b"\n")
    with pytest.raises(OriginalUnavailable, match="đã thay đổi"):
        originals.file(document)
    with pytest.raises(OriginalUnavailable, match="đã thay đổi"):
        originals.sheet(document, 1)
    path.unlink()
    with pytest.raises(OriginalUnavailable, match="không còn"):
        originals.file(document)
    with pytest.raises(OriginalUnavailable, match="không còn"):
        originals.picture(document, 1)


def test_a_file_that_changes_while_it_is_read_is_never_taken_for_the_old_one(
    originals: Originals, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_then_changed(path: Path, settings: Settings) -> bytes:
        data = read_bytes(path, settings)
        path.write_bytes(b"something else")
        return data

    monkeypatch.setattr(module, "read_bytes", read_then_changed)
    with pytest.raises(OriginalUnavailable, match="đã thay đổi"):
        originals.picture(document, 1)
    with pytest.raises(OriginalUnavailable, match="đã thay đổi"):
        originals.file(document)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_file_s_place_keeps_nobody_waiting(originals: Originals, document: Document) -> None:
    path = Path(document.source)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(OriginalUnavailable, match="không mở được"):
        originals.file(document)


@pytest.mark.parametrize("page", [0, 99, -1])
def test_a_page_that_is_not_there_is_an_error(originals: Originals, document: Document, page: int) -> None:
    with pytest.raises(DamagedFile):
        originals.picture(document, page)


def test_only_so_many_are_opened_at_once(
    originals: Originals, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WAIT_S", 0.01)
    with originals._pictures_turns.take("a", 0):
        with pytest.raises(Crowded, match="quá nhiều"):
            originals.picture(document, 1, "a")
        assert originals.sheet(document, 1, who="a")
        assert originals.picture(document, 1, "b")
    assert originals.picture(document, 2, "a")


def test_a_page_that_would_be_drawn_for_hours_is_given_up(
    catalogue: Catalogue, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_DRAW_S", 2.0)
    path = tmp_path / "hoa văn.pdf"
    path.write_bytes(_endless_pdf())
    document = read_document(path, settings)
    assert "Cau Sao Bang" in document.text
    with closing(Originals(catalogue, settings)) as originals:
        with pytest.raises(OriginalUnavailable, match="tải tệp gốc"):
            originals.picture(document, 1)
        monkeypatch.setattr(originals._workers, "submit_then", None)  # it is not tried again
        with pytest.raises(OriginalUnavailable, match="tải tệp gốc"):
            originals.picture(document, 1)
        monkeypatch.undo()
        assert originals.sheet(document, 1, "Cau Sao Bang").boxes


def _endless_pdf() -> bytes:
    """A line of text, and a pattern whose tiles are a thousandth of a point apart."""
    said = b"BT /F 12 Tf 40 780 Td (Cau Sao Bang khanh thanh nam 1987, dai 733 met.) Tj ET"
    page = said + b" /Pattern cs /P scn 0 0 595 700 re f"
    tile = b"0 0 1 1 re f"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/Pattern<</P 6 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<<>>/Length %d>>\n"
        b"stream\n%b\nendstream" % (len(tile), tile),
    )
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n0\n%%EOF"


def test_what_is_kept_is_bounded(originals: Originals, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT_BYTES", 1)
    monkeypatch.setattr(module, "_KEPT", 1)
    for page in (1, 2):
        originals.picture(document, page)
        originals.sheet(document, page)
    assert (len(originals._pictures), len(originals._sheets)) == (1, 1)
