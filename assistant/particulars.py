"""What is known of one document besides what it says: who signed it, when, for whom, since when, instead of what.

Only a question of nothing else is answered so ("Nghị quyết 57 do ai ký?"), in a sentence of ours that cites the very
words of the document: its signature, its date line, its list of recipients. Everything else is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.citing import document_label
from assistant.findings import Finding, Proof, Statement, line_around, proofs_of
from assistant.phrases import plain_of
from assistant.properties import asked_of
from corpus.catalogue import Catalogue
from corpus.numbers import find_numbers
from corpus.records import Document, Relation, Span
from corpus.sentences import split_sentences

_DATE = re.compile(
    r"ngay\s+(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})\s+nam\s+(?P<y>\d{4})"
    r"|(?<!\d)(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>\d{4})"
)
_SINCE = re.compile(r"(?<!\w)co hieu luc(?: thi hanh)?(?: ke)? ?(?:tu|sau|vao)?(?!\w)")
_THIS = re.compile(
    r"(?<!\w)(?:luat|nghi quyet|quy dinh|huong dan|thong tu|nghi dinh|quyet dinh|chi thi|ket luan|quy che|phap lenh"
    r"|dieu le|bo luat|ke hoach|thong tu lien tich|van ban|thong bao) nay(?!\w)"
)
_SIGNATURE = re.compile(r"(?:T/?M\.?|TM\.|KT\.|K/T|TUQ\.?|TL\.|T/L|Q\.)\s", re.IGNORECASE)
_MOST = 90
"""Syllables, about, of recipients that are told; the quote holds all."""
_LINES = 40
_ABOVE = 5
"""Lines of office above a signature that are quoted with it."""
_BY_NAME = ("luật", "bộ luật", "pháp lệnh", "hiến pháp", "điều lệ")
"""Kinds that people call by their names and not by their numbers."""
_TOP = 6_000
"""Characters in which a document writes its number and its title."""


def particular(question: str, document: Document, catalogue: Catalogue) -> Finding | None:
    """What the question asks of the document that it names; None if it asks anything else or nothing is known."""
    about = asked_of(question)
    answers: dict[str, Callable[[Document, Catalogue], Statement | None]] = {
        "signed": _signed,
        "dated": _dated,
        "issued": _issued,
        "effective": _effective,
        "standing": _standing,
        "recipients": _recipients,
        "replaces": lambda d, c: _does(d, c, "replaces", "thay thế, bãi bỏ"),
        "amends": lambda d, c: _does(d, c, "amends", "sửa đổi, bổ sung"),
        "number": _number,
        "subject": _subject,
        "parts": lambda d, c: _counted(d, question),
    }
    statement = answers[about](document, catalogue) if about else None
    return Finding((statement,)) if statement and statement.proofs else None


def _label(document: Document) -> str:
    metadata = document.metadata
    if metadata.kind in _BY_NAME and metadata.title:
        return metadata.title
    return document_label(metadata, document.source).strip("“”")


def _signed(document: Document, _: Catalogue) -> Statement | None:
    name, office = document.metadata.signed_by, document.metadata.office
    span = _signature(document, name) if name else Span(0, 0)
    if not len(span):
        return None
    # "Chủ tịch Quốc hội", but "Trần Thanh Mẫn" stands first: the office follows as it does in print.
    return Statement(f"{_label(document)} do {f'{office} ' if office else ''}{name} ký.", proofs_of(document, [span]))


def office_of(document: Document) -> Statement | None:
    """The signatory's office, as the signature gives it."""
    name, office = document.metadata.signed_by, document.metadata.office
    span = _signature(document, name)
    if not len(span):
        return None
    return Statement(f"{name} ký {_label(document)} với chức vụ {office}.", proofs_of(document, [span]))


def _signature(document: Document, name: str) -> Span:
    """The last line that is the name, with the lines of office above it; else the sentence that says who signed."""
    text, wanted = document.text, plain_of(name)
    plain = plain_of(text)
    at = plain.rfind(f"\n{wanted}")
    while at >= 0:
        line = line_around(text, at + 1)
        if len(line) <= len(name) + 24:
            start = line.start
            for _line in range(_ABOVE):
                above = line_around(text, start - 1, start - 1) if start else Span(0, 0)
                words = above.of(text)
                if not words or len(words) > 90 or not (words.isupper() or _SIGNATURE.match(words) or "ký" in words):
                    break
                start = above.start
            return Span(start, line.end)
        at = plain.rfind(f"\n{wanted}", 0, at)
    for found in re.finditer(re.escape(wanted), plain):
        line = line_around(text, found.start(), found.end())
        if re.search(r"(?<!\w)ky(?!\w)", plain[line.start : line.end]):
            return _sentence(text, line, found.start())
    at = plain.rfind(wanted)
    return _sentence(text, line_around(text, at), at) if at >= 0 else Span(0, 0)


def _dated(document: Document, _: Catalogue) -> Statement | None:
    day = document.metadata.date
    span = _date_line(document) if day else Span(0, 0)
    if not len(span):
        return None
    shown = "/".join(reversed(day.split("-")))
    return Statement(f"{_label(document)} ban hành ngày {shown}.", proofs_of(document, [span]))


def _date_line(document: Document) -> Span:
    """The first place that writes the document's date: its sentence, which in a letterhead is the line."""
    text, wanted = document.text, tuple(map(int, document.metadata.date.split("-")))
    for found in _DATE.finditer(plain_of(text)):
        d, m, y = (found[k] or found[f"{k}2"] for k in "dmy")
        if (int(y), int(m), int(d)) == wanted:
            return _sentence(text, line_around(text, found.start(), found.end()), found.start())
    return Span(0, 0)


def _issued(document: Document, _: Catalogue) -> Statement | None:
    issuer = document.metadata.issuer
    at = plain_of(document.text).find(plain_of(issuer)) if issuer else -1
    if at < 0:
        return None
    span = _sentence(document.text, line_around(document.text, at), at)
    return Statement(f"{_label(document)} do {issuer} ban hành.", proofs_of(document, [span]))


def _effective(document: Document, _: Catalogue) -> Statement | None:
    span = _since(document)
    return Statement(span.of(document.text), proofs_of(document, [span])) if len(span) else None


def _since(document: Document) -> Span:
    """The last sentence in which the document itself says since when it is in force."""
    text, plain = document.text, plain_of(document.text)
    best = Span(0, 0)
    for found in _SINCE.finditer(plain):
        line = line_around(text, found.start(), found.end())
        sentence = _sentence(text, line, found.start())
        own = _THIS.search(plain, sentence.start, found.start())
        said = plain[found.end() : sentence.end]
        if own and re.search(r"\d{4}|ngay (?:ky|thong qua|ban hanh|cong bo)", said) and len(sentence) < 700:
            best = sentence
    return best


def _standing(document: Document, catalogue: Catalogue) -> Statement | None:
    metadata = document.metadata
    by = re.search(r"(?:thay thế|sửa đổi) bởi (?P<numbers>.+)", metadata.status)
    if by:
        later = [d for n in by["numbers"].split(", ") for d in catalogue.numbered(n)]
        proofs = [p for d in later for p in _mentions(d, catalogue, metadata.number)]
        gone = "không còn hiệu lực: đã được" if metadata.status.startswith("thay") else "đã được"
        return Statement(f"{_label(document)} {gone} {metadata.status}.", tuple(proofs))
    span = _since(document)
    since = proofs_of(document, [span if len(span) else number_line(document)])
    if metadata.status and metadata.status != "còn hiệu lực":
        return Statement(f"{_label(document)}: {metadata.status}.", since)
    return Statement(f"Trong kho không có văn bản nào thay thế, sửa đổi hay bãi bỏ {_label(document)}.", since)


def _mentions(document: Document, catalogue: Catalogue, number: str) -> tuple[Proof, ...]:
    whole = catalogue.document(document.id)
    found = [
        r for r in catalogue.references(document.id) if r.number == number and r.relation in ("replaces", "amends")
    ]
    return proofs_of(whole, [mention_sentence(whole, found[0].span.start)]) if whole and found else ()


def mention_sentence(document: Document, at: int) -> Span:
    """The sentence of the document that stands at an offset."""
    return _sentence(document.text, line_around(document.text, at), at)


def _recipients(document: Document, _: Catalogue) -> Statement | None:
    text = document.text
    at = plain_of(text).rfind("noi nhan")
    if at < 0:
        return None
    end = line_around(text, at).end
    for _line in range(_LINES):
        line = line_around(text, end + 1) if end + 1 < len(text) else Span(0, 0)
        if not re.match(r"[-–—•*+]", line.of(text).lstrip()):
            break
        end = line.end
    span = Span(at, end)
    named = [re.sub(r"^[-–—•*+\s]+|[;,.\s]+$", "", item) for item in re.split(r"\n|;\s*-|: -", span.of(text))[1:]]
    named = [n for n in named if n]
    told: list[str] = []
    while named and len(" ".join(told).split()) < _MOST:
        told.append(named.pop(0))
    if not told:
        return None
    more = f"; và {len(named)} nơi khác" if named else ""
    return Statement(f"Nơi nhận của {_label(document)}: {'; '.join(told)}{more}.", proofs_of(document, [span]))


def _does(document: Document, catalogue: Catalogue, relation: Relation, verb: str) -> Statement | None:
    """What the document replaces or amends, in its own words: the sentence, or two, that says so."""
    found = [r for r in catalogue.references(document.id) if r.relation == relation]
    if not found:
        return None
    spans = list(dict.fromkeys(mention_sentence(document, r.span.start) for r in found))
    if len(spans) <= 2 and sum(map(len, spans)) < 700:
        return Statement(" ".join(s.of(document.text) for s in spans), proofs_of(document, spans))
    names = list(dict.fromkeys(f"{r.kind.capitalize()} {r.number}".strip() for r in found))
    shown = ", ".join(names[:8]) + (f" và {len(names) - 8} văn bản khác" if len(names) > 8 else "")
    return Statement(f"{_label(document)} {verb} {shown}.", proofs_of(document, spans[:8]))


def _number(document: Document, _: Catalogue) -> Statement | None:
    if not document.metadata.number:
        return None
    text = f"Số hiệu của {document.metadata.title or 'văn bản'} là {document.metadata.number}."
    return Statement(text, proofs_of(document, [number_line(document)]))


def _counted(document: Document, question: str) -> Statement | None:
    """How many chapters and articles the document has, by its headings; the last of each proves it."""
    told, spans = [], []
    for word, kind in (("phan", "Phần"), ("chuong", "Chương"), ("muc", "Mục"), ("dieu", "Điều")):
        if not re.search(rf"(?:may|bao nhieu) {word}(?!\w)", plain_of(question)):
            continue
        headings = [h for h in document.outline if re.fullmatch(rf"{kind} [\dIVXL]+[a-zđ]?", h.label)]
        if not headings:
            return None
        told.append(f"{len({h.label for h in headings})} {kind.lower()}")
        spans.append(line_around(document.text, headings[-1].span.start))
    if not told:
        return None
    return Statement(f"{_label(document)} có {', '.join(told)}.", proofs_of(document, spans))


def _subject(document: Document, _: Catalogue) -> Statement | None:
    """The title, as the document writes it: on one line or on several."""
    text, title = document.text, document.metadata.title
    words = [re.escape(w) for w in re.findall(r"[^\W_]+", plain_of(title))]
    if not document.metadata.number or len(words) < 4 or title.endswith("…"):
        return None
    for cut in (words, words[1:], words[2:]):
        found = re.search(r"[\W_]+".join(cut), plain_of(text[:_TOP]))
        if found and len(cut) > 3:
            span = Span(found.start(), found.end())
            return Statement(f"{_label(document)}: {title}.", proofs_of(document, [span]))
    return None


def number_line(document: Document) -> Span:
    """Where the document writes its own number, else its title, else its first line."""
    text = document.text
    if document.metadata.number:
        for found in find_numbers(text[:_TOP]):
            if found.number == document.metadata.number:
                return _sentence(text, line_around(text, found.start, found.end), found.start)
    start = plain_of(document.metadata.title)[:40].rstrip("… ")
    for cut in (start, start.partition(" ")[2]):
        at = plain_of(text[:_TOP]).find(cut) if cut else -1
        if at >= 0:
            return line_around(text, at)
    return line_around(text, 0)


def _sentence(text: str, line: Span, at: int) -> Span:
    """The sentence of a line that holds the offset `at`."""
    for span in split_sentences(line.of(text)):
        if line.start + span.start <= at < line.start + span.end:
            return Span(line.start + span.start, line.start + span.end)
    return line
