"""Extractive summarisers of others, from sumy, on our sentences and syllables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from corpus.errors import BadInput
from index.analyze import syllables

PEERS = ("TextRank", "LexRank", "LSA")

Pick = Callable[[Sequence[str], int], list[int]]
"""Sentences and a number of syllables to the positions of those chosen, in reading order."""


def load_peers() -> dict[str, Pick]:
    """The peers by name, as sumy sets them up, without stemming or stop words.

    Each takes its sentences from the best down as long as another brings the length nearer to what was asked; at least
    one. Raises `BadInput` where sumy is not installed.
    """
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.lsa import LsaSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError as exc:
        raise BadInput("Thiếu thư viện sumy để so sánh. Cài bằng: pip install -e '.[bench]', hoặc bỏ --peers.") from exc

    def peer(summarizer: Any) -> Pick:
        def pick(sentences: Sequence[str], length: int) -> list[int]:
            told = [Sentence(text, _Syllables()) for text in sentences]
            document = ObjectDocumentModel([Paragraph(told)])
            nearest = summarizer(document, lambda ranked: _nearest(ranked, length))
            chosen = {id(sentence) for sentence in nearest}
            return [i for i, sentence in enumerate(told) if id(sentence) in chosen]

        return pick

    makers = (TextRankSummarizer, LexRankSummarizer, LsaSummarizer)
    return {name: peer(maker()) for name, maker in zip(PEERS, makers, strict=True)}


class _Syllables:
    """What sumy asks a tokenizer for."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(syllables(text))


def _nearest(ranked: Sequence[Any], length: int) -> Sequence[Any]:
    size = len(ranked[0].sentence.words)
    for count, info in enumerate(ranked[1:], start=1):
        more = size + len(info.sentence.words)
        if abs(more - length) >= abs(size - length):
            return ranked[:count]
        size = more
    return ranked
