"""Old encodings are told from the text and undone; Unicode text is never touched."""

import json
import lzma
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.legacy.capitals import raise_capitals
from corpus.legacy.conversion import to_unicode
from corpus.legacy.tables import TCVN3, VISCII, VNI, VPS
from corpus.readers import in_unicode, read, txt
from corpus.records import Block, Extract
from corpus.settings import ROOT
from tests.conftest import TESTDATA, needs_testdata

TEXT = (
    "Căn cứ Nghị định số 15/CP ngày 2/3/1993 của Chính phủ về nhiệm vụ, quyền hạn và trách nhiệm quản lý nhà nước của"
    " các Bộ, cơ quan ngang Bộ; xét đề nghị của Thủ trưởng đơn vị, kỳ họp đã thảo luận kỹ những vướng mắc."
)
TABLES = {"TCVN3": TCVN3, "VNI": VNI, "VISCII": VISCII, "VPS": VPS}
SYLLABLES = sorted(set(TEXT.lower().replace(",", "").replace(";", "").split()) - {"2/3/1993", "15/cp"})


def typed(text: str, encoding: str) -> str:
    """`text` as the characters that come out of a file typed in an old encoding."""
    if encoding == "UTF-8":
        return "".join(_cp1252(byte) for byte in text.encode())
    if encoding == "windows-1258":
        parts = (unicodedata.normalize("NFD", letter) for letter in text)
        out = ""
        for part in parts:
            tone = [m for m in part[1:] if m in "\u0300\u0301\u0303\u0309\u0323"]
            out += unicodedata.normalize("NFC", "".join(c for c in part if c not in tone)) + "".join(tone)
        return "".join(_cp1252(byte) for byte in out.encode("cp1258"))
    back: dict[str, str] = {}
    for key, letter in TABLES[encoding].items():
        back.setdefault(letter, key)
    return "".join(back.get(c, c) for c in text)


def _cp1252(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


@pytest.mark.parametrize("encoding", [*TABLES, "windows-1258", "UTF-8"])
def test_each_encoding_is_found_and_undone(encoding: str) -> None:
    assert to_unicode([typed(TEXT, encoding)]) == ([TEXT], encoding)


@given(st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=40), st.sampled_from(sorted(TABLES)))
def test_sentences_of_any_syllables_come_back(words: list[str], encoding: str) -> None:
    # With the whole of TEXT before it there is evidence enough, whatever is drawn.
    line = " ".join(words)
    assert to_unicode([typed(TEXT, encoding), typed(line, encoding)]) == ([TEXT, line], encoding)


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.sampled_from(sorted(TABLES)))
def test_lines_in_unicode_among_old_ones_stay(old: list[bool], encoding: str) -> None:
    lines = [typed(TEXT, encoding) if is_old else TEXT for is_old in old]
    found, name = to_unicode(lines)
    assert found == [TEXT] * len(old)
    assert name == (encoding if any(old) else "")


def test_two_old_encodings_in_one_document() -> None:
    lines = [typed(TEXT, "TCVN3")] * 3 + [TEXT] * 2 + [typed(TEXT, "VNI")] * 3
    assert to_unicode(lines)[0] == [TEXT] * 8


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Uû BAN Vµ Së TµI CHÝNH, cña Bé KH-§T ë UBND tØnh", "UỶ BAN VÀ SỞ TÀI CHÍNH, của Bộ KH-ĐT ở UBND tỉnh"),
        ("Bé TµI CHÝNH ban hµnh th«ng t­ vÒ thuÕ", "BỘ TÀI CHÍNH ban hành thông tư về thuế"),
        ("Th«ng t− h−íng dÉn viÖc gãp vèn cña nhµ n-íc", "Thông tư hướng dẫn việc góp vốn của nhà nước"),
        ("Häc thuyÕt M¸c-Lªnin lµ nÒn t¶ng t­ t­ëng", "Học thuyết Mác-Lênin là nền tảng tư tưởng"),
        ("QuyÕt ®Þnh sè 5/Q§-BTC, ®· häp · 100 ® · m² ± 5", "Quyết định số 5/QĐ-BTC, đã họp · 100 đ · m² ± 5"),
    ],
)
def test_tcvn3_as_files_hold_it(found: str, wanted: str) -> None:
    assert to_unicode([found])[0] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Sai số ±0,5 µm; góc 30°; ½ kg; § 5; 3 × 4; 20 m²; ¼ giờ; 5 µg/m³; ¥ 100; £5; « lời dẫn »; © 2025; ®",
        "µm µg µl µF ½ ¼ ¾ ± × ÷ § ¶",
        "El niño está en la montaña: así lo señaló el año pasado también el señor Muñoz en España.",
        "Où est passé l'été ? Les élèves français étaient déjà là, près de la forêt, à côté du château.",
        "Die größten Übungen für Schüler: Äpfel, Öl, Straße, Mädchen, Köln, München, Düsseldorf, schön, über, früh.",
        "Não há ninguém à procura de soluções; a situação é difícil, já está só, é pé, má fé, até lá, três mês.",
        "Øl på Ærø, blåbær og rødgrød; så går vi i gården. Är du här också på ön, får jag fråga?",
        "Þetta er ekki það sem ég átti við. Hún sagði mér að þú værir í Reykjavík.",
        "Đồng chí Müller và ông François Godement thăm Hà Nội; giá vé 100 €.",
        "quy\u00adết định t\u00ad nư\u00adớc",
        "Ghi chú:\n·Các Bộ\n·Ban Bí thư\n·Ủy ban",
        "Được, và đã có; là cá, bò, gà: tà áo, hò hè, bà già, cá mè, nó, tú, hú, lô tô, ca dao.",
        "",
    ],
)
def test_other_text_stays(text: str) -> None:
    lines = text.split("\n")
    assert to_unicode(lines) == (lines, "")


@given(st.lists(st.text(max_size=30), max_size=6))
@settings(max_examples=200)
def test_any_text_gives_as_many_lines(lines: list[str]) -> None:
    assert len(to_unicode(lines)[0]) == len(lines)


@pytest.mark.parametrize("line", ["§" * 50_000, "®-" * 50_000, "aø" * 50_000, "Céng " * 20_000, "-a" * 50_000])
def test_hostile_lines_end(line: str) -> None:
    to_unicode([line])
    to_unicode([typed(TEXT, "TCVN3"), line])
    to_unicode([typed(TEXT, "VNI"), line])


def test_an_extract_is_rewritten_whole() -> None:
    rows = [Block(typed(TEXT, "VNI"), kind="row", header=typed("Trách nhiệm", "VNI")), Block("\u00ad")]
    extract = in_unicode(Extract("xls", tuple(rows), hints={"title": typed("Quyết định", "VNI")}))
    assert extract.blocks == (Block(TEXT, kind="row", header="Trách nhiệm"),)
    assert (extract.hints, extract.encoding) == ({"title": "Quyết định"}, "VNI")


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "VISCII", "VPS"])
def test_text_files_of_bytes(encoding: str) -> None:
    data = typed(TEXT, encoding).encode("cp1252", "surrogateescape") if encoding in ("TCVN3", "VNI") else None
    if data is None:
        data = b"".join(c.encode("cp1252") if c > "\xff" else c.encode("latin-1") for c in typed(TEXT, encoding))
    extract = txt.read(data, "a.txt")
    assert [block.text for block in extract.blocks] == [TEXT]
    assert extract.encoding == encoding


def unicode_files() -> list[Path]:
    folders = ["party_text", "html", "legacy_ground_truth"]
    documents = [path for name in folders for path in sorted((TESTDATA / "data/documents" / name).glob("*"))]
    return [*documents, *sorted((TESTDATA / "seeds").glob("*"))]


@needs_testdata
def test_not_a_character_of_unicode_files_changes() -> None:
    paths = unicode_files()
    assert len(paths) > 50
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert to_unicode(lines) == (lines, ""), path.name


@needs_testdata
def test_not_a_character_of_news_changes() -> None:
    with lzma.open(TESTDATA / "data/news/articles_dev.jsonl.xz", "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            lines = record["body"].splitlines()
            assert to_unicode(lines) == (lines, ""), record.get("title")


@needs_testdata
def test_no_unicode_document_is_taken_for_an_old_one() -> None:
    paths = [*(TESTDATA / "data/documents/docx").iterdir(), *(ROOT / "corpus/samples/documents").iterdir()]
    assert len(paths) > 12
    for path in paths:
        assert read(path.read_bytes(), path.name).encoding == "", path.name


def test_a_small_letter_before_a_capital_is_one() -> None:
    """TCVN3 writes the capitals with tones as small letters; the abbreviation beside them tells nothing."""
    assert raise_capitals("TM. ủY BAN") == "TM. ỦY BAN"
    assert raise_capitals("GTGT đượC GIẢM") == "GTGT ĐƯỢC GIẢM"
    assert raise_capitals("Chánh Văn phòng ủy ban") == "Chánh Văn phòng ủy ban"
