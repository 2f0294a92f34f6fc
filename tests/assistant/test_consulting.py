"""What is answered from the catalogue alone, and refused with the reason, over a few documents of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.findings import ENGINE
from assistant.pipeline import Assistant
from assistant.records import ABSTENTION, Answer
from corpus.settings import Settings
from index.embedder import HashEmbedder
from index.store import Store
from index.sync import sync
from index.writer import writing

RULE = """ĐẢNG CỘNG SẢN VIỆT NAM
TỈNH ỦY SƠN ĐÀ
Số 12-QĐ/TU
Sơn Đà, ngày 05 tháng 3 năm 2025
QUY ĐỊNH
về quản lý tài liệu của cấp ủy
Điều 1. Phạm vi
1. Quy định này áp dụng cho các cấp ủy trong tỉnh.
2. Không áp dụng cho tài liệu mật.
Điều 2. Trách nhiệm
Văn phòng Tỉnh ủy quản lý tài liệu.
Điều 3. Hiệu lực
Quy định này có hiệu lực thi hành từ ngày 01/4/2025 và thay thế Quy định số 08-QĐ/TU, ngày 12/5/2019 của Tỉnh ủy.
Nơi nhận:
- Các huyện ủy, thành ủy,
- Lưu Văn phòng Tỉnh ủy.
T/M TỈNH ỦY
BÍ THƯ
Trần Văn Lợi
"""
GUIDE = """ĐẢNG CỘNG SẢN VIỆT NAM
TỈNH ỦY SƠN ĐÀ
Số 03-HD/TU
Sơn Đà, ngày 10 tháng 4 năm 2026
HƯỚNG DẪN
thực hiện quy định về quản lý tài liệu
- Căn cứ Quy định số 12-QĐ/TU, ngày 05/3/2025 của Tỉnh ủy về quản lý tài liệu;
1. Các cấp ủy lập danh mục tài liệu hằng năm.
2. Văn phòng Tỉnh ủy kiểm tra việc thực hiện.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Nguyễn Thị Hòa
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("kho")
    (folder / "quy-dinh.txt").write_text(RULE, encoding="utf-8")
    (folder / "huong-dan.txt").write_text(GUIDE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.store.load_embedder", lambda settings, light=False: HashEmbedder(64))
        with Store(Settings(data_dir=tmp_path_factory.mktemp("data"))) as store:
            with writing(store) as writer:
                assert {r.status for r in sync(writer, [folder])} == {"added"}
            yield Assistant(store)


def proven(assistant: Assistant, answer: Answer) -> Answer:
    """The answer, once every sentence is seen to cite words that stand where it says."""
    assert answer.engine == ENGINE
    for sentence in answer.sentences:
        assert sentence.citations
    for c in answer.citations:
        document = assistant.store.catalogue.document(c.doc_id)
        assert document is not None
        assert c.quote == c.span.of(document.text) != ""
    return answer


@pytest.mark.parametrize(
    ("question", "said", "quoted"),
    [
        ("Quy định 12-QĐ/TU do ai ký?", "Trần Văn Lợi ký", "Trần Văn Lợi"),
        ("quy dinh 12 ban hanh ngay nao", "05/03/2025", "ngày 05 tháng 3 năm 2025"),
        ("Quy định số 12-QĐ/TU có hiệu lực từ khi nào?", "01/4/2025", "01/4/2025"),
        ("Quy định 12-QĐ/TU thay thế văn bản nào?", "08-QĐ/TU", "08-QĐ/TU"),
        ("Nơi nhận của Quy định 12-QĐ/TU gồm những ai?", "Các huyện ủy, thành ủy", "Nơi nhận:"),
        ("Quy định 12-QĐ/TU còn hiệu lực không?", "không có văn bản nào thay thế", "có hiệu lực thi hành"),
        ("Quy định 12-QĐ/TU có bao nhiêu điều?", "3 điều", "Điều 3"),
        ("Khoản 2 Điều 1 Quy định 12-QĐ/TU nói gì?", "Không áp dụng cho tài liệu mật", "2. Không áp dụng"),
        ("Văn bản nào thay thế Quy định 08-QĐ/TU?", "12-QĐ/TU", "thay thế Quy định số 08-QĐ/TU"),
        ("Văn bản nào hướng dẫn Quy định 12-QĐ/TU?", "03-HD/TU", "Căn cứ Quy định số 12-QĐ/TU"),
        ("Kho có bao nhiêu văn bản ban hành năm 2026?", "1 văn bản năm 2026", "03-HD/TU"),
        ("Liệt kê các quy định năm 2025", "12-QĐ/TU", "12-QĐ/TU"),
        ("Văn bản nào về quản lý tài liệu?", "Quy định 12-QĐ/TU (05/03/2025)", "12-QĐ/TU"),
    ],
)
def test_the_catalogue_answers_with_the_documents_own_words(
    assistant: Assistant, question: str, said: str, quoted: str
) -> None:
    answer = proven(assistant, assistant.ask(question))
    assert said in answer.text
    assert any(quoted in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Nghị quyết 99-NQ/TW nói gì?", "Không có Nghị quyết 99-NQ/TW trong kho tài liệu"),
        ("nghi quyet 99-nq/tw noi gi", "Không có Nghị quyết 99-NQ/TW trong kho tài liệu"),
        ("Quy định 08-QĐ/TU do ai ký?", "Không có Quy định 08-QĐ/TU trong kho tài liệu"),
        ("Luật Thủy lợi quy định gì?", "Không có Luật Thủy lợi trong kho tài liệu"),
        ("Hướng dẫn 03-HD/TU có hiệu lực từ khi nào?", "Hướng dẫn 03-HD/TU không ghi có hiệu lực từ khi nào"),
        ("Hướng dẫn 03-HD/TU thay thế văn bản nào?", "Hướng dẫn 03-HD/TU không ghi thay thế văn bản nào"),
        (
            "Văn bản nào thay thế Quy định 12-QĐ/TU?",
            "Không có văn bản nào trong kho thay thế, bãi bỏ Quy định 12-QĐ/TU",
        ),
        ("Điều 90 Quy định 12-QĐ/TU nói gì?", "Quy định 12-QĐ/TU không có Điều 90"),
        ("Khoản 7 Điều 1 Quy định 12-QĐ/TU nói gì?", "Quy định 12-QĐ/TU không có khoản 7 Điều 1"),
        ("Đồng chí Phạm Quốc Thắng giữ chức vụ gì?", "Không có tài liệu nào trong kho nhắc đến Phạm Quốc Thắng"),
        ("Hội nghị ngày 15/8/2027 bàn gì?", "ngày 15/8/2027"),
        ("Có bao nhiêu chỉ thị năm 2025?", "Không có chỉ thị năm 2025 trong kho tài liệu"),
    ],
)
def test_what_is_taken_for_granted_and_is_not_so_is_told(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert answer.text == ABSTENTION
    assert reason in answer.reason
    assert answer.citations == ()


@pytest.mark.parametrize(
    "question",
    [
        "Theo Quy định 12-QĐ/TU, ai quản lý tài liệu?",
        "Điều 2 và Điều 90 Quy định 12-QĐ/TU nói gì?",
        "Các cấp ủy lập danh mục tài liệu khi nào?",
        "Trần Văn Lợi là ai?",
        "Quy định 08-QĐ/TU ban hành ngày nào?",
    ],
)
def test_where_there_is_doubt_documents_are_searched(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.engine, answer.reason if not answer.abstained else "") == ("extractive", "")


def test_small_talk_is_not_searched(assistant: Assistant) -> None:
    answer = assistant.ask("Xin chào")
    assert (answer.engine, answer.abstained, answer.citations) == ("talk", False, ())
