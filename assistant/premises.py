"""What a question takes for granted and is not so: documents, parts, people and days of which nothing is held.

A refusal says so, with the reason. Each rule holds back where there is any doubt: what a held document so much as
mentions is searched for as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from assistant.clauses import lacks
from assistant.names import person_names, titled_names
from assistant.naming import Named, find_named
from assistant.periods import find_period
from assistant.phrases import act_phrases, document_phrases, parts, plain_of
from assistant.properties import asked_of
from assistant.scope import Scope
from corpus.holdings import holdings
from corpus.kinds import KINDS, kind_by_code
from corpus.mentions import mentions_of_serial
from corpus.records import Document, Metadata
from corpus.spelling import fold
from index.analyze import syllables
from index.store import Store

_LOOKED_AT = 40
"""Passages with the words of a name that are read for the name itself."""
_ONLY_ITSELF = ("signed", "recipients", "replaces", "amends")
"""What only a document itself tells, however often others refer to it."""
_OF_ITS_OWN = (*_ONLY_ITSELF, "effective")
_KINDS = "|".join(sorted({fold(kind) for kind in (*KINDS, "văn bản")} - {"don", "lenh"}, key=len, reverse=True))
_UNSAID: dict[str, tuple[re.Pattern[str], str]] = {
    "effective": (re.compile(r"(?<!\w)co hieu luc(?!\w)"), "ghi có hiệu lực từ khi nào"),
    "replaces": (
        re.compile(rf"(?<!\w)(?:thay the|bai bo|thay cho)[ ,][^.;\n]{{0,60}}?(?<!\w)(?:{_KINDS})(?!\w)"),
        "ghi thay thế văn bản nào",
    ),
    "amends": (
        re.compile(rf"(?<!\w)(?:sua doi|bo sung)[ ,][^.;\n]{{0,60}}?(?<!\w)(?:{_KINDS})(?!\w)"),
        "ghi sửa đổi văn bản nào",
    ),
}
"""What a document must say somewhere, for it to answer that question; and how it is told that it does not."""
_SHORT = 28
"""Syllables: a longer question tells a case, whose people and days no document need know."""
_TITLE = r"(?:ong|ba|dong chi|d/c|ngai|bac si|tien si|giao su|tuong|dai bieu)"
_BODY = re.compile(
    r"(?<!\w)(?:Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Thị ủy|Quận ủy|Đảng ủy xã|Đảng ủy phường"
    r"|UBND tỉnh|UBND thành phố"
    r"|UBND huyện|UBND xã|HĐND tỉnh|HĐND thành phố|Ủy ban nhân dân tỉnh|Ủy ban nhân dân thành phố"
    r"|Hội đồng nhân dân tỉnh"
    r"|Đảng bộ tỉnh|Đảng bộ thành phố|Bí thư Tỉnh ủy|Bí thư Thành ủy|[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Xx]ã"
    r"|[Pp]hường|[Đđ]ặc khu)"
    r" (?P<name>[A-ZĐÀ-Ỹ][^\W\d_]*(?: [A-ZĐÀ-Ỹ][^\W\d_]*){1,3})"
)
_EVENT = re.compile(
    r"(?<!\w)(?:hoi nghi|cuoc hop|phien hop|hop|dai hoi|ky hop|phat bieu|dien ra|to chuc|khai mac|be mac|bau"
    r"|bo nhiem|phan cong"
    r"|cong bo|bai dang|bai viet|bai bao|tin bai|dang tin|ban hanh|ky|van ban|bao cao|ket luan|nghi quyet"
    r"|chi thi|quyet dinh)(?!\w)"
)
_EXPLICIT = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2})[/.-])?(?P<m>\d{1,2})[/.-](?P<y>(?:19|20)\d{2})(?!\d)"
    r"|(?:ngay (?P<d2>\d{1,2}) )?thang (?P<m2>\d{1,2}) nam (?P<y2>(?:19|20)\d{2})|(?<!\w)nam (?P<y3>(?:19"
    r"|20)\d{2})(?!\d)"
)


def false_premise(question: str, scope: Scope, documents: Sequence[Document], store: Store) -> str:
    """The reason why nothing can answer the question, in Vietnamese; "" if something may.

    `documents` are those that it names and that are held, with their texts.
    """
    return (
        _no_document(question, scope, documents, store)
        or _no_part(question, documents)
        or _unsaid(question, documents)
        or _no_person(question, store)
        or _no_place(question, store)
        or _no_day(question, store)
    )


def not_held(question: str, store: Store) -> str:
    """The first document that the question names by number and that is not held, as a reason; "" if all are."""
    for named in _absent(question, store):
        return f"Không có {_written(question, named)} trong kho tài liệu"
    return ""


def of_its_own(question: str) -> bool:
    """Whether the question asks what only the document that it names can tell, and no other document tells of it."""
    return asked_of(question) in _OF_ITS_OWN


def _absent(question: str, store: Store) -> Iterator[Named]:
    for named in find_named(question):
        fits = [d for d in store.catalogue.with_serial(named.serial) if named.fits(d.metadata)]
        if (named.kind or named.number) and not fits:
            yield named


def _no_document(question: str, scope: Scope, documents: Sequence[Document], store: Store) -> str:
    if documents or scope.named:
        return ""
    only_itself = asked_of(question) in _ONLY_ITSELF
    for named in _absent(question, store):
        if only_itself or not _referred(named, store):
            return f"Không có {_written(question, named)} trong kho tài liệu"
    for act in act_phrases(question):
        # A name in small letters may end anywhere: "luật chơi", "điều lệ hội".
        opens = act.text.partition(" ")[2][:1].isupper()
        if opens and len(act.text.split()) > 2 and not _mentioned(act.text, store):
            return f"Không có {act.text} trong kho tài liệu"
    return ""


def _referred(named: Named, store: Store) -> bool:
    """Whether a held document refers to the one that is named, or writes its number in any way."""
    rows = mentions_of_serial(store.catalogue.rows, named.serial)
    if any(named.fits(Metadata(number=number, kind=kind)) for _, number, kind, _ in rows):
        return True
    written = [named.number] if named.number else [f"{named.kind} {named.serial}", f"{named.kind} so {named.serial}"]
    return any(_mentioned(w, store) for w in written)


def _written(question: str, named: Named) -> str:
    """The document as staff write it: its kind, as it was typed or as its code says, and its number."""
    phrase = next((p.text for p in document_phrases(question) if p.start <= named.start < p.end), "")
    if not named.number:
        return phrase or question[named.start : named.end]
    lead = re.match(r"[^\d]*", phrase)
    words = re.sub(r"(?i)\s*(?:số|so)[: ]*$", "", lead.group()).strip() if lead else ""
    by_code = kind_by_code(named.number)
    kind = by_code if plain_of(words) == plain_of(by_code) else words or by_code or "văn bản"
    return f"{kind[:1].upper()}{kind[1:]} {named.number}"


def _no_part(question: str, documents: Sequence[Document]) -> str:
    asked = parts(question)
    if not asked or not documents:
        return ""
    ranks = [p.rank for p in asked]
    if len(set(ranks)) < len(ranks):  # "Điều 5 và Điều 90": the one may answer
        return ""
    missing = [lacks(d, asked) for d in documents]
    if not all(missing):
        return ""
    return f"{_label(question, documents[0])} không có {missing[0]}"


def _unsaid(question: str, documents: Sequence[Document]) -> str:
    """That the one document named does not say what is asked of it, which the words of another are easily taken for."""
    if len(documents) != 1 or (found := _UNSAID.get(asked_of(question))) is None:
        return ""
    said, told = found
    return "" if said.search(plain_of(documents[0].text)) else f"{_label(question, documents[0])} không {told}"


def _label(question: str, document: Document) -> str:
    named = document.metadata
    label = f"{named.kind[:1].upper()}{named.kind[1:]} {named.number}" if named.number else named.title
    by_name = next((p.text for p in act_phrases(question)), "")
    return by_name if by_name[:1].isupper() else (named.title if by_name else label) or label


def _no_person(question: str, store: Store) -> str:
    if len(syllables(question)) > _SHORT:
        return ""
    titled = titled_names(question)
    for name in dict.fromkeys((*titled, *person_names(question))):
        words = name.split()
        subject = re.match(rf"(?:{_TITLE} )?{re.escape(plain_of(name))}(?!\w)", plain_of(question))
        if len(words) < 3 or not (subject or name in titled):
            continue
        if not _mentioned(name, store):
            return f"Không có tài liệu nào trong kho nhắc đến {name}"
    return ""


def _no_place(question: str, store: Store) -> str:
    if len(syllables(question)) > _SHORT:
        return ""
    for found in _BODY.finditer(question):
        # The range of the capitals holds the small letters with marks, too: "xã Khe Sậy đến hết …".
        name = " ".join(takewhile(lambda word: word[0].isupper(), found["name"].split()))
        if " " in name and not _mentioned(name, store):
            lead = question[found.start() : found.start("name")]
            return f"Không có tài liệu nào trong kho nhắc đến {lead}{name}"
    return ""


def _no_day(question: str, store: Store) -> str:
    plain = plain_of(question)
    found = _EXPLICIT.search(plain)
    if found is None or not _EVENT.search(plain) or len(syllables(question)) > _SHORT or find_named(question):
        return ""
    period = find_period(question, date.today())
    if period is None or period.start > found.start() + 12 or not (period.first and period.last):
        return ""  # "từ năm 2026": open, and more than the year
    groups = found.groupdict()
    d, m, y = (next((groups[k + n] for n in ("", "2", "3") if groups.get(k + n)), "") for k in "dmy")
    if re.search(r"(?:den|toi|giai doan|nhiem ky|truoc|sau|tu|muc tieu) (?:het )?(?:nam )?$", plain[: found.start()]):
        return ""
    if holdings(store.catalogue.rows, after=period.first, before=period.last):
        return ""
    if any(_mentioned(w, store) for w in _ways(d, m, y)):
        return ""
    typed = question[found.start() : found.end()]
    when = f"ngày {d}/{m}/{y}" if d else f"tháng {m}/{y}" if m else typed.lower()
    return f"Không có tài liệu nào trong kho của {when} hay nhắc đến thời gian này"


def _ways(d: str, m: str, y: str) -> Iterator[str]:
    """How texts write a day, a month or a year."""
    if not m:
        yield y
        return
    months = dict.fromkeys((str(int(m)), f"{int(m):02}"))
    days = dict.fromkeys((str(int(d)), f"{int(d):02}")) if d else {"": None}
    for mm in months:
        for dd in days:
            lead = f"{dd}/" if dd else ""
            yield from (f"{lead}{mm}/{y}", f"{lead}{mm}/{y}".replace("/", "-"), f"{lead}{mm}/{y}".replace("/", "."))
            yield f"{dd} tháng {mm} năm {y}".strip() if dd else f"tháng {mm} năm {y}"


def _mentioned(words: str, store: Store) -> bool:
    """Whether a passage, its headings or its document's title has these words side by side, marks aside."""
    wanted = f" {' '.join(syllables(plain_of(words)))} "
    hits = store.passages_index.search(words, _LOOKED_AT)
    held = store.catalogue.lookup([passage_id for passage_id, _ in hits])
    for p in held.values():
        text = " ".join((p.metadata.title, p.metadata.number, p.metadata.signed_by, *p.passage.outline, p.passage.text))
        if wanted in f" {' '.join(syllables(plain_of(text)))} ":
            return True
    return False
