"""Questions that name one document to ask for another."""

import pytest

from assistant.abbreviations import expand_abbreviations
from assistant.dependents import carried_out
from corpus.spelling import fold


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch nào của Quốc hội triển khai Nghị quyết 57?",
        "Văn bản nào thay thế Hướng dẫn số 01-HD/TW?",
        "Chính phủ ban hành nghị quyết nào để thực hiện nghị quyết 57-NQ/TW?",
        "Nghị quyết 254/2025/QH15 được hướng dẫn thi hành bởi văn bản nào?",
        "Thông tư 19/2021/TT-BLĐTBXH bị thay bằng thông tư nào",
        "CTHĐ của CP thực hiện NQ57 giao việc gì?",
        "Quy định số 30-QĐ/TW được nhắc đến ở đâu?",
    ],
)
@pytest.mark.parametrize("form", [str, fold])
def test_another_document_is_meant(text: str, form: object) -> None:
    assert carried_out(expand_abbreviations(form(text)))  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết 57 yêu cầu sửa đổi những luật nào?",
        "Nghị quyết 57 được triển khai thế nào?",
        "Đơn vị nào thực hiện Nghị quyết 57?",
        "Ai quyết định triển khai Nghị quyết 57?",
        "Nghị quyết 57 quy định văn bản nào phải sửa đổi?",
        "Kế hoạch 3260-KH/ĐĐQH15 giao ai?",
    ],
)
@pytest.mark.parametrize("form", [str, fold])
def test_the_document_itself_is_meant(text: str, form: object) -> None:
    assert carried_out(form(text)) == ()  # type: ignore[operator]
