"""Text layers that say what the page shows, and those that do not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers import pdf
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.readers.pdf_textlayer import Doubt, doubt_of, doubts, garbled, marked_share
from corpus.samples import sample_dir
from corpus.spelling import fold
from tests.bench_ocr import CONDITIONS, scanned
from tests.conftest import TESTDATA, needs_testdata

TEXT = (sample_dir() / "tin-to-cong-nghe-so-khe-say.txt").read_text(encoding="utf-8")[:3000]
PDF = (sample_dir() / "kl-187-tu-phong-chong-thien-tai.pdf").read_bytes()


def line(text: str) -> PdfLine:
    return PdfLine(text, 1, x=0, y=0, right=100, size=12, bold=False)


def shifted(text: str) -> str:
    """Glyph numbers taken for letters, as a font without its table of letters gives them."""
    return "".join(
        c if c == " " else chr(max(33, ord(c) - 29)) if c.isascii() else chr(0x4C0 + ord(c) % 64) for c in text
    )


def substituted(text: str) -> str:
    """Each letter exchanged for another, as a wrong table of letters does."""
    letters = sorted(set(text) - {" "})
    return text.translate(
        str.maketrans(dict(zip(letters, random.Random(1).sample(letters, len(letters)), strict=True)))
    )


@pytest.mark.parametrize(
    "spoil",
    [
        shifted,
        substituted,
        lambda text: "".join(f"(cid:{ord(c)})" for c in text[:300]),
        lambda text: "".join(c if c.isascii() else "\ufffd" for c in text),
        lambda text: "".join(c if c.isascii() else " " for c in text),
        lambda text: "\u00a4\u2020\u2021\u2022\u00b6 " * 50,
    ],
)
def test_rubbish_is_told(spoil: object) -> None:
    assert callable(spoil)
    assert garbled(spoil(TEXT))
    assert doubt_of([line(spoil(TEXT))]) is Doubt.GARBLED


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        fold(TEXT),
        TEXT.upper(),
        "Họ và tên: ........................ Ngày sinh: ............. Số: ....../...... " * 4,
        "1.234.567 12,5 % 1.000 | " * 40,
        "The committee shall report to the standing board within thirty days of the decision being made public. " * 5,
        "Le comité présente son rapport à la direction générale dans un délai de trente jours après la décision. " * 5,
        "Настоящее положение определяет порядок учета и снятия граждан с учета. " * 5,
        "Q U Y Ế T Đ Ị N H " + TEXT,
        # A poem of the nineties, typed in TCVN3 and in VNI.
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc Quyết định cña Bé tr­ëng Bé Tµi chÝnh vÒ viÖc ban"
        " hµnh quy chÕ qu¶n lý tµi chÝnh ®èi víi c¸c doanh nghiÖp nhµ n­íc vµ tæ chøc kinh tÕ",
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp Töï do Haïnh phuùc cuûa Boä tröôûng Boä Taøi chính veà"
        " vieäc ban haønh quy cheá quaûn lyù taøi chính ñoái vôùi caùc doanh nghieäp nhaø nöôùc",
    ],
)
def test_writing_is_not(text: str) -> None:
    assert not garbled(text)


def test_a_foreign_recognition_program_leaves_no_marks() -> None:
    assert marked_share(TEXT) > 0.7
    assert doubt_of([line(fold(TEXT))]) is Doubt.UNMARKED
    assert doubt_of([line(TEXT)]) is None
    assert doubt_of([line("Quét bằng CamScanner")]) is Doubt.THIN
    assert doubt_of([]) is Doubt.BARE


def test_a_few_words_are_doubted_only_over_a_picture() -> None:
    thin = [line("Trang 1")]
    assert doubts(PDF, [thin, thin]) == {}
    scan = scanned(PDF, next(c for c in CONDITIONS if c.name == "150 dpi, clean"), [1])
    assert doubts(scan, [thin]) == {1: Doubt.THIN}
    assert doubts(scan, [[line(fold(TEXT))]]) == {1: Doubt.UNMARKED}
    assert doubts(scan, [[line(TEXT)]]) == {}
    assert doubts(scan, [[]]) == {1: Doubt.BARE}


def test_a_file_that_cannot_be_drawn_leaves_the_certain_doubts() -> None:
    assert doubts(b"%PDF-", [[], [line("Trang 1")]]) == {1: Doubt.BARE}


@given(st.text(max_size=400))
def test_any_text_gets_a_verdict(text: str) -> None:
    assert garbled(text) in (True, False)


@needs_testdata
def test_no_page_of_the_real_files_is_recognised_though_some_are_typed_in_old_fonts() -> None:
    for path in sorted((TESTDATA / "data/documents/legacy").glob("*.pdf")):
        assert pdf.read(path.read_bytes(), path.name).scans == (), path.name
