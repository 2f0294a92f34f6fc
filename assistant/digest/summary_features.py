"""What the ranker of summaries is told of a sentence, and of a few sentences taken together."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.digest.concepts import Concepts, Pair, rarity
from assistant.digest.sentences import Sentence

SENTENCE_INPUTS = (
    "early order first second within length rarity title_recall title_share title_pairs central repeated"
    " repeated_pairs like_first like_before new taken_up capitals digits quotes opens_quote asks colon commas brackets"
    " connects points broken says decides dates opens_time chance pair_chance to_centre to_first to_title to_others"
    " to_head"
).split()
_SET_INPUTS = (
    "set_one set_two set_three set_length set_log_length set_expected set_expected_pairs set_share set_pair_share"
    " set_title set_title_pairs set_title_recall set_untitled set_covered set_redundant set_last set_gap set_begins"
    " set_sentences set_to_centre set_to_title"
).split()
SET_INPUTS = [*(f"mean_{name}" for name in SENTENCE_INPUTS), *(f"opening_{n}" for n in SENTENCE_INPUTS), *_SET_INPUTS]
ABSTRACT = 35.0
"""Syllables that an editor's abstract has on average."""
_HEAD = 5

_CONNECTS = re.compile(
    r"[\"“”'\s]*(?:Theo đó|Tuy nhiên|Tuy vậy|Bên cạnh|Ngoài ra|Trong khi đó|Cụ thể|Do đó|Vì vậy|Vì thế|Thế nhưng|Nhưng"
    r"|Còn|Và|Đồng thời|Sau đó|Trước đó|Tiếp đó|Tại đây|Lúc này|Khi đó|Hiện nay|Hiện tại|Hiện|Mặc dù|Dù|Cũng|Nếu|Bởi"
    r"|Song|Ví dụ|Chẳng hạn|Được biết|Đặc biệt|Đáng chú ý|Riêng|Cùng ngày|Mặt khác|Từ đó|Như vậy|Trao đổi|Chia sẻ"
    r"|Trả lời|Liên quan)\b"
)
_POINTS = re.compile(
    r"[\"“”'\s]*(?:Ông|Bà|Anh|Chị|Cô|Họ|Đây|Đó|Điều (?:này|đó)|Việc này|Tôi|Chúng tôi|Mình|Em|Cháu|Nó|Người này|Vụ việc"
    r"|Theo (?:ông|bà|anh|chị|cô)|Số (?:này|tiền|còn)|(?:\w+ ){1,3}(?:này|đó|nói trên|kể trên))\b"
)
_SAYS = re.compile(r"cho biết|cho hay|cho rằng|khẳng định|nhấn mạnh|nói|chia sẻ|tuyên bố|thông tin|thông báo|kể")
_DECIDES = re.compile(r"yêu cầu|đề nghị|kết luận|quyết định|chỉ đạo|đề xuất|ban hành|phê duyệt|khởi tố|bắt giữ|công bố")
_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}")
_OPENS_TIME = re.compile(r"(?:Ngày|Sáng|Chiều|Tối|Trưa|Hôm|Rạng sáng|Đêm|Mới đây|Theo)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an article: its sentences, title, chances, and `vectors` (unit rows, the title's first)."""

    sentences: Sequence[Sentence]
    title: Sequence[str]
    concepts: Concepts
    vectors: NDArray[Any] | None
    rows: NDArray[np.float32]
    pairs: Sequence[frozenset[Pair]]


def tell(sentences: Sequence[Sentence], title: Sequence[str], concepts: Concepts, vectors: NDArray[Any] | None) -> Told:
    """The features of every sentence of an article, shape (n, len(SENTENCE_INPUTS)), NaN where nothing is known."""
    pairs = [frozenset(pairwise(s.words)) for s in sentences]
    rows = [
        (*_place(s, at), *words, *_looks(s), *_chance(s, pairs[at], concepts))
        for at, (s, words) in enumerate(zip(sentences, _words(sentences, pairs, title), strict=True))
    ]
    near = _near(vectors, len(sentences), bool(title))
    return Told(sentences, title, concepts, vectors, np.hstack([np.array(rows, dtype=np.float32), near]), pairs)


def _place(sentence: Sentence, at: int) -> tuple[float, ...]:
    return 1 / (1 + at), math.log1p(at), at == 0, at == 1, min(sentence.within, 3), len(sentence.words) / ABSTRACT


def _words(
    sentences: Sequence[Sentence], pairs: Sequence[frozenset[Pair]], title: Sequence[str]
) -> list[tuple[float, ...]]:
    """What a sentence shares with the title and with the others, by the rarity of the syllables."""
    sets = [frozenset(s.words) for s in sentences]
    held = Counter(word for of in sets for word in of)
    paired = Counter(pair for of in pairs for pair in of)
    titled, titled_pairs = set(title), set(pairwise(title))
    titled_mass = _mass(titled)
    seen: set[str] = set()
    rows: list[tuple[float, ...]] = []
    for at, of in enumerate(sets):
        mass = _mass(of) or 1.0
        later = set().union(*sets[at + 1 : at + 1 + _HEAD])
        in_title = _mass(of & titled)
        rows.append(
            (
                mass / max(1, len(of)),
                in_title / titled_mass if titled_mass else math.nan,
                in_title / mass if titled_mass else math.nan,
                len(pairs[at] & titled_pairs) / len(titled_pairs) if titled_pairs else math.nan,
                sum(rarity(w) * math.log(held[w]) for w in of) / mass,
                sum(rarity(w) for w in of if held[w] > 1) / mass,
                sum(paired[p] > 1 for p in pairs[at]) / max(1, len(pairs[at])),
                _mass(of & sets[0]) / mass,
                _mass(of & sets[at - 1]) / mass if at else 0.0,
                _mass(of - seen) / mass,
                _mass(of & later) / mass,
            )
        )
        seen |= of
    return rows


def _mass(words: set[str] | frozenset[str]) -> float:
    return sum(rarity(word) for word in words)


def _looks(sentence: Sentence) -> tuple[float, ...]:
    text = sentence.text
    tokens = text.split()
    return (
        len(sentence.capitals) / len(sentence.words),
        sum(any(c.isdigit() for c in token) for token in tokens) / len(tokens),
        min(3, text.count('"') + text.count("“")),
        text[0] in "\"“'-–",
        text.rstrip('"”’ ')[-1:] in "?!",
        ":" in text,
        min(8, text.count(",")),
        min(3, text.count("(")),
        _CONNECTS.match(text) is not None,
        _POINTS.match(text) is not None,
        _is_broken(text),
        min(3, len(_SAYS.findall(text))),
        min(3, len(_DECIDES.findall(text))),
        min(3, len(_DATE.findall(text))),
        _OPENS_TIME.match(text) is not None,
    )


def _is_broken(text: str) -> bool:
    """Whether the text begins or ends within a quotation or brackets."""
    unclosed = text.count("“") != text.count("”") or text.count('"') % 2 or text.count("(") != text.count(")")
    return bool(unclosed) or text[0].islower() or text[0] == "("


def _chance(sentence: Sentence, pairs: frozenset[Pair], concepts: Concepts) -> tuple[float, ...]:
    return (
        sum(concepts.syllables[w] for w in set(sentence.words)) / len(sentence.words),
        sum(concepts.pairs[p] for p in pairs) / max(1, len(pairs)),
    )


def _near(vectors: NDArray[Any] | None, count: int, titled: bool) -> NDArray[np.float32]:
    """Cosines to the whole, the first sentence, the title, the other sentences and the first few."""
    if vectors is None or not count:
        return np.full((count, 5), math.nan, dtype=np.float32)
    title, rows = vectors[0], np.asarray(vectors[1:], dtype=np.float32)
    whole, head = _unit(rows.sum(axis=0)), _unit(rows[:_HEAD].sum(axis=0))
    others = (rows @ rows.sum(axis=0) - 1) / max(1, count - 1)
    to_title = rows @ title if titled else np.full(count, math.nan)
    return np.column_stack([rows @ whole, rows @ rows[0], to_title, others, rows @ head]).astype(np.float32)


def _unit(vector: NDArray[Any]) -> NDArray[Any]:
    norm = float(np.linalg.norm(vector))
    return vector / norm if norm else vector


def set_rows(told: Told, sets: Sequence[tuple[int, ...]]) -> NDArray[np.float32]:
    """What is known of each set of sentences (positions in reading order), shape (n, len(SET_INPUTS))."""
    syllable_mass = sum(told.concepts.syllables.values()) or 1.0
    pair_mass = sum(told.concepts.pairs.values()) or 1.0
    whole = None if told.vectors is None else _unit(told.vectors[1:].sum(axis=0))
    lengths = np.array([len(s.words) for s in told.sentences], dtype=np.float32)
    rows = []
    for places in sets:
        at = list(places)
        weights = lengths[at] / lengths[at].sum()
        rows.append(
            np.concatenate(
                [
                    weights @ told.rows[at],
                    told.rows[at[0]],
                    _together(told, places, syllable_mass, pair_mass),
                    _meant(told, at, lengths, whole),
                ]
            )
        )
    return np.array(rows, dtype=np.float32)


def _together(told: Told, places: tuple[int, ...], syllable_mass: float, pair_mass: float) -> list[float]:
    counts = Counter(word for at in places for word in told.sentences[at].words)
    pairs = frozenset().union(*(told.pairs[at] for at in places))
    length = counts.total()
    expected = sum(told.concepts.syllables[word] for word in counts)
    expected_pairs = sum(told.concepts.pairs[pair] for pair in pairs)
    title = Counter(told.title)
    titled = (counts & title).total()
    titled_pairs = len(pairs & set(pairwise(told.title)))
    mass = _mass(set(counts))
    alone = sum(_mass(set(told.sentences[at].words)) for at in places)
    known = bool(told.title)
    return [
        len(places) == 1,
        len(places) == 2,
        len(places) == 3,
        length / ABSTRACT,
        math.log(length),
        2 * expected / (length + ABSTRACT),
        2 * expected_pairs / (length + ABSTRACT),
        expected / syllable_mass,
        expected_pairs / pair_mass,
        2 * titled / (length + len(told.title)) if known else math.nan,
        2 * titled_pairs / (length + len(told.title)) if known else math.nan,
        titled / len(told.title) if known else math.nan,
        not known,
        mass / 100,
        1 - mass / alone if alone else 0.0,
        min(30, places[-1]) / 10,
        min(30, places[-1] - places[0]) / 10,
        1 / (1 + places[0]),
        1 / len(told.sentences),
    ]


def _meant(told: Told, at: list[int], lengths: NDArray[np.float32], whole: NDArray[Any] | None) -> list[float]:
    if told.vectors is None or whole is None:
        return [math.nan, math.nan]
    mean = _unit(lengths[at] @ told.vectors[1:][at])
    return [float(mean @ whole), float(mean @ told.vectors[0]) if told.title else math.nan]
