"""People with their offices and roles."""

import pytest

from assistant.digest.people import find_people
from tests.assistant.digest.made import article

CASES = [
    (
        "Đồng chí Lò Văn Minh, Ủy viên Bộ Chính trị, Trưởng Ban Tổ chức Trung ương chủ trì Hội nghị.",
        [("Lò Văn Minh", "Ủy viên Bộ Chính trị, Trưởng Ban Tổ chức Trung ương", ("chủ trì",))],
    ),
    ("Chủ tịch Quốc hội Vi Thanh Bình phát biểu.", [("Vi Thanh Bình", "Chủ tịch Quốc hội", ("phát biểu",))]),
    (
        "Các đồng chí Ủy viên Bộ Chính trị: Lê An, Phó Chủ tịch nước; Trần Bá, Bí thư Thành ủy TP Hồ Chí Minh "
        "(tại điểm cầu Thành phố Hồ Chí Minh); các đồng chí Ủy viên Trung ương Đảng tham dự.",
        [
            ("Lê An", "Ủy viên Bộ Chính trị, Phó Chủ tịch nước", ()),
            ("Trần Bá", "Ủy viên Bộ Chính trị, Bí thư Thành ủy TP Hồ Chí Minh", ()),
        ],
    ),
    ("Cùng dự có Phó Thủ tướng Chính phủ Lê Thành Công, thành viên các tiểu ban.", [
        ("Lê Thành Công", "Phó Thủ tướng Chính phủ", ("dự",)),
    ]),
    ("Bí thư Tỉnh ủy Hà Giang Triệu Tài Cao cho biết.", [("Triệu Tài Cao", None, ())]),
    ("Hội nghị họp tại đường Lê Lợi, TP Hồ Chí Minh. (Ảnh: Phương Lan/TTXVN)", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_names_offices_and_roles(text: str, wanted: list[tuple[str, str | None, tuple[str, ...]]]) -> None:
    found = find_people(article(text))
    assert [p.name for p in found] == [name for name, _, _ in wanted]
    for person, (_, office, roles) in zip(found, wanted, strict=True):
        assert office is None or person.office == office
        assert not roles or person.roles == roles


def test_one_person_of_several_mentions_has_each_office_once() -> None:
    text = (
        "Ông Lê An, Ủy viên Bộ Chính trị, Bí thư Đảng ủy các cơ quan Đảng TW dự.\n"
        "Đồng chí Lê An, Bí thư Đảng ủy các cơ quan Đảng Trung ương phát biểu.\nLê An nhấn mạnh."
    )
    (person,) = find_people(article(text))
    assert person.office == "Ủy viên Bộ Chính trị, Bí thư Đảng ủy các cơ quan Đảng Trung ương"
