"""The sample documents: marked, readable, reproducible, and holding the answers that their golden file promises."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html
from pypdf import PdfReader

from corpus.samples import sample_dir
from corpus.samples.markup import parse_source, read_sources

GOLDEN = Path(__file__).parents[2] / "eval" / "golden" / "samples.jsonl"
DOCUMENTS = sorted(sample_dir().iterdir())
ENTRIES: list[dict[str, Any]] = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
ANSWERABLE = [e for e in ENTRIES if e["gold_doc"] is not None]


def _docx_text(path: Path) -> str:
    paragraphs = Document(str(path)).element.body.iter(qn("w:p"))
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def _html_text(path: Path) -> str:
    tree = html.fromstring(path.read_text(encoding="utf-8"))
    return "\n".join(tree.xpath("//body//text()[not(ancestor::script) and not(ancestor::style)]"))


@cache
def text_of(name: str) -> str:
    """NFC text of a sample with runs of white space made one blank; in the order of the file, tables included."""
    path = sample_dir() / name
    if path.suffix == ".pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    elif path.suffix == ".docx":
        text = _docx_text(path)
    elif path.suffix == ".html":
        text = _html_text(path)
    else:
        text = path.read_text(encoding="utf-8")
    return " ".join(unicodedata.normalize("NFC", text).split())


def gold_docs(entry: dict[str, Any]) -> list[str]:
    gold = entry["gold_doc"]
    return gold if isinstance(gold, list) else [gold]


def by_id(entry: dict[str, Any]) -> str:
    return str(entry["id"])


def test_every_format_is_there() -> None:
    assert {path.suffix for path in DOCUMENTS} == {".docx", ".pdf", ".html", ".md", ".txt"}


def test_package_data_stay_small() -> None:
    assert sum(path.stat().st_size for path in DOCUMENTS) < 1_500_000


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_document_is_marked_near_its_top_and_of_fair_length(path: Path) -> None:
    text = text_of(path.name)
    # The web page has its menu before the article; the dated text has its dateline.
    assert "VĂN BẢN MẪU" in text[:400]
    assert 500 <= len(text.split()) <= 2000


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if p.suffix == ".pdf"], ids=lambda p: p.name)
def test_pdf_text_is_whole(path: Path) -> None:
    """Every paragraph of the source comes back letter by letter: a font without ơ or ư would show here."""
    source = next(s for s in read_sources(sample_dir().parent / "source") if s.file == path.name)
    page_numbers = str.maketrans("", "", "0123456789 ")
    text = text_of(path.name).translate(page_numbers)
    for block in source.body:
        assert block.text.translate(page_numbers) in text


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if p.suffix == ".pdf"], ids=lambda p: p.name)
def test_pdf_has_numbered_pages_and_embedded_subsets(path: Path) -> None:
    pages = PdfReader(path).pages
    assert len(pages) >= 3
    for number, page in enumerate(pages[1:], start=2):
        assert page.extract_text().split()[0] == str(number)
    for page in pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "+NotoSerif" in font.get_object()["/BaseFont"]
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_golden_file_has_forty_questions_of_the_agreed_kinds() -> None:
    assert len({e["id"] for e in ENTRIES}) == len(ENTRIES) == 40
    kinds = Counter(e["type"] for e in ENTRIES)
    assert kinds["follow_up"] == 4
    assert kinds["unanswerable"] == 8
    assert all((e["gold_doc"] is None) == (e["type"] == "unanswerable") == (not e["answer_any"]) for e in ENTRIES)
    assert all(("turns" in e) == (e["type"] == "follow_up") for e in ENTRIES)
    assert all(e["turns"][-1] == e["question"] for e in ENTRIES if "turns" in e)


@pytest.mark.parametrize("entry", ANSWERABLE, ids=by_id)
def test_every_promised_answer_is_in_its_document(entry: dict[str, Any]) -> None:
    texts = [text_of(name) for name in gold_docs(entry)]
    for answer in entry["answer_any"]:
        assert any(answer in text for text in texts), answer
    for name, text in zip(gold_docs(entry), texts, strict=True):
        assert any(answer in text for answer in entry["answer_any"]), name
    assert any(entry["evidence"] in text for text in texts)


def test_every_document_answers_something() -> None:
    assert {name for e in ANSWERABLE for name in gold_docs(e)} == {path.name for path in DOCUMENTS}


def test_documents_of_the_false_premises_do_not_exist() -> None:
    for number in ("27-NQ/TU", "19-CT/TU"):
        assert not any(number in text_of(path.name) for path in DOCUMENTS)


def test_replaced_document_and_its_successor_are_both_there() -> None:
    assert "Chỉ thị này thay thế Kết luận số 187-KL/TU" in text_of("ct-09-tu-phong-chong-thien-tai.docx")
    assert "Số 187-KL/TU" in text_of("kl-187-tu-phong-chong-thien-tai.pdf")


def test_build_is_reproducible(tmp_path: Path) -> None:
    build = pytest.importorskip("corpus.samples.build", reason="reportlab (the dev extra) is not installed")
    if not build.fonts_present():
        pytest.skip(f"Noto Serif is not in {build.FONT_DIR} (Debian package fonts-noto-core)")
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        build.build(folder)
    built = sorted(first.iterdir())
    assert [p.read_bytes() for p in built] == [p.read_bytes() for p in sorted(second.iterdir())]
    assert {p.name for p in built} == {p.name for p in DOCUMENTS if p.suffix in {".docx", ".pdf"}}
    if build.toolchain() != build.BUILT_WITH.read_text(encoding="utf-8"):
        pytest.skip("other library or font versions than in source/BUILT_WITH: committed bytes cannot be compared")
    for path in built:
        assert path.read_bytes() == (sample_dir() / path.name).read_bytes(), path.name


def test_source_with_an_unknown_or_missing_key_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown key 'colour'"):
        parse_source("colour: red\n---\ntext")
    with pytest.raises(ValueError, match="'number' is given 0 times"):
        parse_source("file: a.pdf\n---\ntext")
