"""What a passage must be read with."""

from corpus.outline import find_outline
from corpus.passages import cut_passages
from corpus.records import Document, Mark, Passage, Span

SENTENCE = "Đảng viên được tổ chức đảng bảo vệ quyền và lợi ích hợp pháp theo quy định hiện hành. "


def passages(text: str, rows: tuple[str, ...] = (), header: str = "") -> list[Passage]:
    marks = tuple(Mark(Span(text.index(row), text.index(row) + len(row)), "row", header) for row in rows)
    return cut_passages(Document("d", "s", "h", "txt", text, outline=find_outline(text), marks=marks))


def test_points_of_a_split_clause_keep_its_lead_in_and_its_article() -> None:
    items = "\n".join(f"{letter}) {(SENTENCE * 6).strip()}" for letter in "abcd")
    text = f"Điều 5. Nhiệm vụ\n1. Tổ chức đảng có các nhiệm vụ sau đây:\n{items}\n2. Hết."
    found = passages(text)
    last = next(p for p in found if "d) " in p.text)
    assert last.outline[:2] == ("Điều 5", "Khoản 1")
    assert last.context == "Điều 5. Nhiệm vụ\n1. Tổ chức đảng có các nhiệm vụ sau đây:"
    assert all(line not in p.text for p in found for line in p.context.split("\n") if line)


def test_dashes_keep_the_line_that_introduces_them() -> None:
    items = "\n".join(f"- Thứ {n}: {(SENTENCE * 4).strip()}" for n in range(6))
    after = (SENTENCE * 9).strip()
    found = passages(f"I. HỒ SƠ\nHồ sơ kết nạp gồm:\n{items}\n{after}\n{after}")
    split = next(p for p in found if "Thứ 5" in p.text)
    assert split.context == "I. HỒ SƠ\nHồ sơ kết nạp gồm:"
    assert found[-1].context == "I. HỒ SƠ"


def test_rows_keep_their_header_and_caption() -> None:
    rows = tuple(f"{n} | {(SENTENCE * 5).strip()} | tháng {n}" for n in range(1, 6))
    header = "TT | Nhiệm vụ | Thời hạn"
    text = "\n".join(["Bảng 1. Phân công nhiệm vụ", header, *rows, "Văn bản viết tiếp sau bảng."])
    found = passages(text, (header, *rows), header)
    assert found[0].text.startswith("Bảng 1")
    assert found[0].context == ""
    inner = next(p for p in found[1:] if p.text[0].isdigit())
    assert inner.context == f"Bảng 1. Phân công nhiệm vụ\n{header}"


def test_what_introduces_a_whole_document_is_said_of_no_section() -> None:
    body = (SENTENCE * 9).strip()
    found = passages(f"Ban Bí thư hướng dẫn như sau:\n1. Một\n{body}\n2. Hai\n{body}")
    assert [p.context for p in found if p.text.startswith("2. Hai")] == [""]


def test_long_lead_ins_keep_their_end() -> None:
    lead = f"1. {SENTENCE * 3}{'Cấp ủy các cấp, ' * 30}có trách nhiệm:"
    items = "\n".join(f"{letter}) {(SENTENCE * 6).strip()}" for letter in "abc")
    found = passages(f"Điều 1. Tên\n{lead}\n{items}")
    context = found[-1].context.split("\n")[-1]
    assert context.startswith("… ")
    assert context.endswith("có trách nhiệm:")
    assert len(context) < 250
