"""Organisations and places that a document names, each at its first mention with how often it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.digest.phrases import run
from assistant.digest.prose import own_lines
from assistant.digest.records import Name
from assistant.names import person_names
from corpus.records import Document, Span
from corpus.spelling import normalise

_ORGANISATION = re.compile(
    r"(?<!\w)(?:Bộ Chính trị|Ban Bí thư|Ban Chấp hành|Ban Thường vụ|Ban Tổ chức|Ban Tuyên giáo|Ban Dân vận"
    r"|Ban Nội chính"
    r"|Ban Chỉ đạo|Ban Cán sự|Ban cán sự|Ban Kinh tế|Ban Chính sách|Ban Quản lý|Ban Đối ngoại"
    r"|Ban(?= [A-ZĐ])(?! Thường trực)|Tiểu ban|Bộ(?= [A-ZĐ])"
    r"|Sở(?= [A-ZĐ])|Cục(?= [A-ZĐ])|Vụ(?= [A-ZĐ])|Tổng cục|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Quốc hội|Chính phủ"
    r"|Đảng ủy|Đảng uỷ|Đảng bộ|Đảng đoàn"
    r"|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Quân ủy Trung ương|Văn phòng|Mặt trận Tổ quốc|Hội Nông dân"
    r"|Hội Cựu chiến binh"
    r"|Hội Liên hiệp|Liên hiệp|Liên đoàn|Tổng Liên đoàn|Tỉnh đoàn|Đoàn Thanh niên|Trung ương Đoàn|Học viện"
    r"|Viện(?= [A-ZĐ])|Trường(?= [A-ZĐ])"
    r"|Đại học|Tập đoàn|Tổng công ty|Công ty|Ngân hàng|Công an|Bộ đội Biên phòng|Quân khu|Tòa án|Toà án"
    r"|Viện [Kk]iểm sát|Thanh tra"
    r"|Trung tâm(?= [A-ZĐ])|Kho bạc|Bảo hiểm xã hội|Hiệp hội|Trạm(?= [A-ZĐ])|Chi bộ|Thông tấn xã|Đài (?=[A-ZĐ]))"
)
_MORE = re.compile(r" (?:khóa|khoá|lần thứ|nhiệm kỳ|trực$|của |thuộc |và (?:các|đại biểu|cấp) ?)")
_PLACE = re.compile(
    r"(?<!\w)(?:Thủ đô|thủ đô|[Tt]ỉnh|[Tt]hành phố|TP\.?|[Tt]hị xã|[Tt]hị trấn|[Qq]uận|[Hh]uyện|[Xx]ã|[Pp]hường"
    r"|[Đđ]ặc khu|[Tt]hôn|[Bb]ản)"
    r" (?P<name>[A-ZĐÁÀẢÃẠĂÂÉÈÊÍÌÔƠÓÒÚÙƯỨÝ][^\W\d_]*(?: [A-ZĐÁÀẢÃẠĂÂÉÈÊÍÌÔƠÓÒÚÙƯỨÝ][^\W\d_]*){0,3})"
)
_VENUE = re.compile(r"(?<=tại )(?:Trụ sở|Trung tâm|Nhà|Hội trường|Cung|Quảng trường|Học viện)(?= )")


def find_organisations(document: Document) -> tuple[Name, ...]:
    """The organisations that a document names in its own lines, in order of first mention."""
    return _counted(_organisations(document))


def find_places(document: Document) -> tuple[Name, ...]:
    """The places that a document names with what they are ("xã Nậm Thia", "Trụ sở Trung ương Đảng")."""
    return _counted(_places(document))


def _organisations(document: Document) -> Iterator[tuple[str, Span]]:
    text = document.text
    for line in own_lines(document):
        if line.of(text).isupper():
            continue
        at = line.start
        while match := _ORGANISATION.search(text, at, line.end):
            end = _end(text, match.start(), max(run(text, match.start(), line.end), match.end()))
            yield text[match.start() : end], Span(match.start(), end)
            at = max(end, match.end())


def _end(text: str, start: int, end: int) -> int:
    """The end of a name: before its term, another of its kind, or the name of its head."""
    name = text[start:end]
    if more := _MORE.search(name):
        name = name[: more.start()]
    for person in person_names(name):
        if (at := name.find(f" {person}")) > 0 and " " in name[:at]:
            name = name[:at]
    return start + len(name.rstrip())


def _places(document: Document) -> Iterator[tuple[str, Span]]:
    text = document.text
    for line in own_lines(document):
        if line.of(text).isupper():
            continue
        for match in _PLACE.finditer(text, line.start, line.end):
            end = _end(text, match.start(), match.end())
            yield text[match.start() : end], Span(match.start(), end)
        for match in _VENUE.finditer(text, line.start, line.end):
            end = run(text, match.start(), line.end)
            yield text[match.start() : end], Span(match.start(), end)


def _counted(found: Iterator[tuple[str, Span]]) -> tuple[Name, ...]:
    names: dict[str, Name] = {}
    for name, span in found:
        key = normalise(name)
        if held := names.get(key):
            names[key] = Name(held.name, held.span, held.count + 1)
        else:
            names[key] = Name(name, span)
    return tuple(names.values())
