"""Structure of real documents, held to what other programs read in the same files."""

import html
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from corpus.outline import CLOSING
from corpus.passages import cut_passages
from corpus.reading import read_document
from corpus.records import Document
from corpus.settings import Settings
from tests.conftest import TESTDATA, needs_testdata

pytestmark = needs_testdata

DOCUMENTS = TESTDATA / "data" / "documents"
LAWS = {
    "LUATANNINHMANG.docx": {"Chương": 7, "Điều": 43, "Khoản": 164, "Điểm": 175},
    "LUATKHOAHOCCONGNGHE.docx": {"Chương": 11, "Mục": 11, "Điều": 81, "Khoản": 319, "Điểm": 123},
    "LUATTRITUENHANTAO.docx": {"Chương": 8, "Điều": 35, "Khoản": 154, "Điểm": 67},
}
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_UNIT = re.compile(r"(Chương|Mục|Điều) ([IVXLC]+|\d+[a-z]?)\b(?:[. ]|$)|(\d{1,3})\. ?(?=\D)|([a-zđ])\) ?")


@cache
def read(folder: str, name: str) -> Document:
    """A document, read once for all tests."""
    return read_document(DOCUMENTS / folder / name, Settings())


def units(path: Path) -> list[str]:
    """The numbers at the beginning of the paragraphs of a DOCX file, read from its XML by nothing of ours."""
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    found = []
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", xml, re.S):
        text = " ".join(html.unescape("".join(_WORDS.findall(paragraph))).split())
        if match := _UNIT.match(text):
            word, number, clause, point = match.groups()
            found.append(f"{word} {number}" if word else f"Khoản {clause}" if clause else f"Điểm {point}")
    return found


@pytest.mark.parametrize("name", LAWS)
def test_every_unit_of_a_law_is_found_and_none_invented(name: str) -> None:
    outline = read("docx", name).outline
    labels = [heading.label for heading in outline if heading.label != CLOSING]
    assert Counter(label.split()[0] for label in labels) == LAWS[name]
    assert labels == units(DOCUMENTS / "docx" / name)


@pytest.mark.parametrize(
    ("name", "numbered", "lettered", "outermost"), [("quydinh294.pdf", 285, 70, 33), ("huongdan06.pdf", 92, 89, 19)]
)
def test_numbered_sections_of_party_documents(name: str, numbered: int, lettered: int, outermost: int) -> None:
    outline = read("party_pdf", name).outline
    numbers = [heading.label.split()[1] for heading in outline if heading.label != CLOSING]
    assert sum(number[0].isdigit() for number in numbers) == numbered
    assert sum(number[0].isalpha() for number in numbers) == lettered
    assert [n for n in numbers if n.isdigit()] == [str(n) for n in range(1, outermost + 1)]
    assert outline[-1].label == CLOSING


def squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.mark.parametrize("name", ["quydinh294.pdf", "huongdan06.pdf"])
def test_passages_begin_on_the_page_that_they_name(name: str) -> None:
    path = DOCUMENTS / "party_pdf" / name
    document = read("party_pdf", name)
    pages = PdfReader(path).pages
    raw = {number: squashed(pages[number - 1].extract_text()) for number in range(2, len(pages), 4)}
    sampled = [p for p in cut_passages(document) if p.page in raw]
    assert len(sampled) > 20
    for passage in sampled:
        assert passage.page is not None
        following = document.page_starts[passage.page]
        head = squashed(document.text[passage.span.start : min(passage.span.end, following)][:60])
        assert head in raw[passage.page], passage.text[:60]
