"""An article as another paper prints it: a tenth of its sentences otherwise, in another order, captioned anew."""

import random
import re
from typing import Literal

from corpus.sentences import split_sentences

How = Literal["replace", "words", "drop", "figures", "insert"]

_OTHER = "tăng cường kiểm tra giám sát công tác cán bộ đảng viên nhân dân phát triển chính sách mới".split()


def sentences(text: str) -> list[str]:
    """The sentences of all lines."""
    return [span.of(line) for line in text.split("\n") if line.strip() for span in split_sentences(line)]


def rewritten(text: str, seed: int, how: str, share: float = 0.1) -> str:
    """`text` with `share` of its sentences changed, those of each line reordered, its parts too for odd seeds, and its
    captions replaced."""
    rng = random.Random(seed)
    lines = [line for line in text.split("\n") if line.strip()]
    placed = [(at, span.of(line)) for at, line in enumerate(lines) for span in split_sentences(line)]
    chosen = set(rng.sample(range(len(placed)), max(1, round(len(placed) * share))))
    by_line: dict[int, list[str]] = {}
    for number, (at, sentence) in enumerate(placed):
        printed = "Quang cảnh hội nghị. (Ảnh: Văn An/Báo Tỉnh)" if "(Ảnh" in sentence else sentence
        by_line.setdefault(at, []).append(_changed(printed, rng, how) if number in chosen else printed)
    out = [" ".join(rng.sample(parts, len(parts))) for parts in by_line.values()]
    if seed % 2 and len(out) > 2:
        cut = rng.randrange(1, len(out))
        out = [out[0], *out[cut:], *out[1:cut]]
    return "\n\n".join(out)


def _changed(sentence: str, rng: random.Random, how: str) -> str:
    words = sentence.split()
    if how == "replace":
        return " ".join(rng.choice(_OTHER) for _ in words).capitalize() + "."
    if how == "words":
        return " ".join(rng.choice(_OTHER) if rng.random() < 0.4 else word for word in words)
    if how == "figures":
        return re.sub(r"\d", lambda m: str((int(m.group()) + 1) % 10), sentence)
    if how == "insert":
        place = rng.randrange(len(words) + 1)
        return " ".join([*words[:place], "đã", *words[place:]])
    return ""
