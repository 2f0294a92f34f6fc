"""Kinds of documents that questions ask for."""

import pytest

from assistant.abbreviations import expand_abbreviations
from assistant.kinds import asked_kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("BCT ra NQ nào về khoa học?", ("nghị quyết",)),
        ("Ban Bí thư có hướng dẫn nào mới?", ("hướng dẫn",)),
        ("Điều lệ được Đại hội XI thông qua quy định gì?", ("điều lệ",)),
        ("Nghị quyết đó quy định gì, hướng dẫn gì?", ()),
        ("Năm ngoái Trung ương ban hành quy định gì?", ("quy định",)),
        ("Luật An ninh mạng cấm gì?", ("luật",)),
        ("QĐ của BCH TW về thi hành Điều lệ Đảng", ("quyết định", "quy định")),
        ("Kế hoạch của Đảng đoàn Quốc hội giao ai?", ("kế hoạch",)),
        ("UBKT TW gồm bao nhiêu vụ, đơn vị?", ("trang giới thiệu",)),
        ("Các vụ, cục thuộc BTC TW", ("trang giới thiệu",)),
        ("Quyết định tổ chức hội nghị khi nào?", ()),
        ("Luật 24/2018/QH14 cấm gì?", ()),
        ("Ai chủ trì hội nghị?", ()),
    ],
)
def test_kinds(text: str, kinds: tuple[str, ...]) -> None:
    assert asked_kinds(text, expand_abbreviations(text)) == kinds
