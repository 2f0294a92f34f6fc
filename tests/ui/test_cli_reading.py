"""Commands that show what is held: `show`, `list`, `samples`."""

from pathlib import Path

import pytest

from corpus.records import Document, Metadata, Passage, Reference, Scan, Span
from corpus.rows import StoredPassage
from corpus.samples import sample_dir
from corpus.settings import Settings
from index.store import Store
from index.writer import writing
from tests.ui.conftest import Vankien
from ui.shapes import passages_json

PDF = "hd-07-btctu-sinh-hoat-chi-bo-ket-nap-dang-vien.pdf"


def test_show_text_prints_the_text_and_nothing_else(vankien: Vankien, samples_dir: Path) -> None:
    plain = vankien("show", PDF, "--text", data_dir=samples_dir)
    record = vankien("show", PDF, "--text", "--json", data_dir=samples_dir).record
    assert (plain.status, plain.err) == (0, "")
    assert plain.out == record["text"] + "\n"


def test_a_document_goes_by_its_id_its_path_and_the_end_of_its_path(
    vankien: Vankien, samples_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_name = vankien("show", PDF, "--json", data_dir=samples_dir).record
    monkeypatch.chdir(sample_dir())
    for name in (by_name["doc_id"], by_name["source"], f"./{PDF}", f"documents/{PDF}"):
        assert vankien("show", name, "--json", data_dir=samples_dir).record == by_name
    assert by_name["number"] == "07-HD/BTCTU"
    assert by_name["pages"] == 4


def test_show_page_prints_that_page(vankien: Vankien, samples_dir: Path) -> None:
    text = vankien("show", PDF, "--text", data_dir=samples_dir).out
    pages = [vankien("show", PDF, "--page", n, data_dir=samples_dir).out.strip() for n in (1, 2, 3, 4)]
    assert all(pages)
    assert "".join("".join(pages).split()) == "".join(text.split())
    beyond = vankien("show", PDF, "--page", 5, data_dir=samples_dir)
    assert (beyond.status, beyond.out) == (1, "")
    assert "4 trang" in beyond.err


def test_a_format_without_pages_says_so(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("show", "nq-12-tu-chuyen-doi-so.docx", "--page", 1, data_dir=samples_dir)
    assert done.status == 1
    assert "không chia trang" in done.err


def test_show_outline_and_passages_are_slices_of_the_text(vankien: Vankien, samples_dir: Path) -> None:
    text = vankien("show", PDF, "--text", "--json", data_dir=samples_dir).record["text"]
    headings = vankien("show", PDF, "--outline", "--json", data_dir=samples_dir).record["outline"]
    passages = vankien("show", PDF, "--passages", "--json", data_dir=samples_dir).record["passages"]
    assert headings
    assert [p["ordinal"] for p in passages] == list(range(len(passages)))
    for piece in (*headings, *passages):
        assert text[piece["start"] : piece["end"]] == piece["text"]
    shown = vankien("show", PDF, "--outline", data_dir=samples_dir).out
    assert not [line for line in shown.splitlines() if not any(c.isalpha() for c in line)]  # "1." says nothing
    assert len(shown.splitlines()) == len(headings)
    assert "#0 [0, " in vankien("show", PDF, "--passages", data_dir=samples_dir).out


def test_show_alone_prints_what_is_known(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("show", PDF, data_dir=samples_dir)
    assert "Số ký hiệu:   07-HD/BTCTU" in done.out
    assert "Ngày:         22/12/2025" in done.out


@pytest.mark.usefixtures("toy_embedder")
def test_show_says_how_surely_the_text_is_known(vankien: Vankien, settings: Settings) -> None:
    scanned = Document(
        id="0123456789abcdef",
        source="/vb/quet.pdf",
        content_hash="c" * 64,
        format="pdf",
        text="Trang một rõ nét.\nTrang hai rất mờ.",
        page_starts=(0, 18, 18),
        encoding="TCVN3",
        scans=(Scan(1, 0.9), Scan(2, 0.5)),
        references=(
            Reference("57-NQ/TW", "nghị quyết", "cites", Span(0, 5)),
            Reference("57-NQ/TW", "", "bases", Span(6, 9)),
            Reference("", "điều lệ", "cites", Span(6, 9)),
        ),
    )
    with Store(settings) as store, writing(store) as writer:
        assert list(writer.add([scanned]))
    record = vankien("show", "quet.pdf", "--json").record
    assert (record["encoding"], record["ocr_confidence"], record["ocr_pages"]) == ("TCVN3", 0.7, [1, 2])
    assert record["reference_count"] == 3
    shown = vankien("show", "quet.pdf").out
    assert "TCVN3, đã chuyển sang Unicode" in shown
    assert "3 lần, tới 2 văn bản" in shown
    assert "2/3 trang từ ảnh, độ tin cậy 70 % (thấp nhất trang 2: 50 %)" in shown
    page = vankien("show", "quet.pdf", "--page", 1)
    assert "độ tin cậy 90 %" in page.err
    assert "độ tin cậy" not in page.out
    assert vankien("show", "quet.pdf", "--page", 1, "--json").record["ocr_confidence"] == 0.9
    assert "độ tin cậy" not in vankien("show", "quet.pdf", "--page", 3).err


def test_passages_tell_their_context() -> None:
    passage = Passage("d", 0, Span(0, 2), "a)", context="Điều kiện gồm:")
    assert passages_json([StoredPassage("d.0", passage, "/vb/x", Metadata())])[0]["context"] == "Điều kiện gồm:"


def test_a_document_that_is_not_held_is_an_error(vankien: Vankien, samples_dir: Path) -> None:
    done = vankien("show", "khong-co.pdf", "--json", data_dir=samples_dir)
    assert (done.status, done.out) == (1, "")
    assert "khong-co.pdf" in done.err


def test_only_one_view_at_a_time(vankien: Vankien, samples_dir: Path) -> None:
    assert vankien("show", PDF, "--text", "--outline", data_dir=samples_dir).status == 2


def test_list_names_every_document(vankien: Vankien, samples_dir: Path) -> None:
    records = vankien("list", "--json", data_dir=samples_dir).records
    files = sorted(p.name for p in sample_dir().iterdir())
    assert sorted(r["source"].rpartition("/")[2] for r in records) == files
    shown = vankien("list", data_dir=samples_dir).out
    assert "07-HD/BTCTU" in shown


def test_list_of_nothing_says_how_to_begin(vankien: Vankien) -> None:
    done = vankien("list")
    assert (done.status, done.out) == (0, "")
    assert "vankien ingest" in done.err


def test_samples_prints_the_folder_alone(vankien: Vankien) -> None:
    assert vankien("samples").out == f"{sample_dir()}\n"
    record = vankien("samples", "--json").record
    assert record["path"] == str(sample_dir())
    assert PDF in record["files"]
