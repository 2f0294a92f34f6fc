"""Summaries of news against what the editors wrote above the articles: ROUGE, beside the first sentences and peers.

A line of the file is one article: `{"title", "abstract", "body"}`, paragraphs of the body apart by newlines. It is read
as a text file with the title on its first line and without the abstract; the title may not be in the summary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.digest.sentences import summary_sentences
from assistant.digest.summary import Embed, SummarySentence, brief
from corpus.errors import BadInput, EmptyFile
from corpus.reading import parse_document
from corpus.records import Document
from corpus.sentences import split_sentences
from corpus.settings import Settings
from eval.jsonl import read_objects
from eval.peers import load_peers
from eval.rouge import MEASURES, rouge
from eval.significance import Difference, compare_values
from index.analyze import syllables
from index.embedder import load_embedder

OURS, FIRST = "vankien", "first two sentences"
_FIRST = 2


@dataclass(frozen=True, slots=True)
class Article:
    """One line of the file: `document` is its title and body as read, `abstract` what a person wrote above it.

    `opening` are the first two sentences of the body as it stands, captions and all.
    """

    id: str
    document: Document
    abstract: str
    opening: str


@dataclass(frozen=True, slots=True)
class Scores:
    """One system's summaries: syllables and F1 by measure, an entry for each article in the file's order."""

    lengths: tuple[int, ...]
    values: Mapping[str, tuple[float, ...]]

    @property
    def means(self) -> dict[str, float]:
        """The mean of each measure over the articles."""
        return {name: float(np.mean(values)) for name, values in self.values.items()}

    @property
    def length(self) -> float:
        """Syllables on average."""
        return float(np.mean(self.lengths))


@dataclass(frozen=True, slots=True)
class DigestsResult:
    """One measurement. `valid` of our `sentences` stand verbatim at their span, or are marked as shortened from it."""

    systems: Mapping[str, Scores]
    sentences: int
    valid: int
    shortened: int
    texts: tuple[tuple[str, str], ...]

    @property
    def measures(self) -> dict[str, float]:
        """Our means, the length and the share of valid sentences."""
        ours = self.systems[OURS]
        return {**ours.means, "length": ours.length, "validity": self.valid / self.sentences if self.sentences else 1.0}

    def against(self, system: str, measure: str) -> Difference:
        """Us against another system by one measure, paired by article."""
        return compare_values(self.systems[system].values[measure], self.systems[OURS].values[measure])

    def as_json(self) -> dict[str, Any]:
        """The object that `eval digests --json` prints."""
        return {
            "articles": len(self.texts),
            "measures": {name: round(value, 6) for name, value in self.measures.items()},
            "sentences": self.sentences,
            "shortened": self.shortened,
            "systems": {
                name: {"length": round(scores.length, 2), **{m: round(v, 6) for m, v in scores.means.items()}}
                for name, scores in self.systems.items()
            },
            "against": {
                name: {
                    m: {"delta": round(d.delta, 6), "p": round(d.p, 6), "wins": d.wins, "losses": d.losses}
                    for m in MEASURES
                    for d in [self.against(name, m)]
                }
                for name in self.systems
                if name != OURS
            },
            "per_article": [{"id": id_, "summary": text} for id_, text in self.texts],
        }


def read_articles(path: Path, settings: Settings, *, last: int | None = None) -> list[Article]:
    """The articles of a file, or the last so many.

    Raises `BadInput` if a line lacks a field, an article has no text, or there are fewer than `last`.
    """
    records = list(read_objects(path))
    if not records or (last is not None and last > len(records)):
        raise BadInput(f"{path} có {len(records)} bài, cần ít nhất {last or 1}. Giảm --last hoặc chọn tệp khác.")
    return [_article(f"{path}, dòng {number}", record, settings) for number, record in records[-(last or 0) :]]


def _article(where: str, record: Mapping[str, Any], settings: Settings) -> Article:
    title, abstract, body = (record.get(field) for field in ("title", "abstract", "body"))
    if not (isinstance(title, str) and isinstance(abstract, str) and isinstance(body, str)):
        raise BadInput(f"{where}: cần các trường chữ title, abstract, body.")
    try:
        document = parse_document(f"{title}\n{body}".encode(), Path("tin.txt"), settings.limits, settings.collection)
    except EmptyFile as exc:
        raise BadInput(f"{where}: bài không có chữ nào.") from exc
    opening = " ".join(span.of(body) for span in split_sentences(body)[:_FIRST])
    return Article(str(record.get("id", where)), document, abstract, opening)


def measure_digests(
    articles: Sequence[Article],
    settings: Settings,
    *,
    length: int = 45,
    peers: bool = False,
    embed: Embed | None = None,
    on_article: Callable[[int, int], None] | None = None,
) -> DigestsResult:
    """Summarise each article in about `length` syllables, and score it beside its first two sentences (and `peers`).

    Raises `BadInput` where the peers' library is not installed.
    """
    embed = embed or load_embedder(settings, light=True).embed_passages
    others = load_peers() if peers else {}
    told: dict[str, list[str]] = {name: [] for name in (OURS, FIRST, *others)}
    sentences: list[tuple[Document, SummarySentence]] = []
    for done, article in enumerate(articles, start=1):
        document = article.document
        summary = brief(document, embed, length)
        sentences += [(document, sentence) for sentence in summary]
        told[OURS].append(" ".join(s.text for s in summary))
        texts = [s.text for s in summary_sentences(document)]
        told[FIRST].append(article.opening)
        for name, pick in others.items():
            told[name].append(" ".join(texts[i] for i in pick(texts, length)) if texts else "")
        if on_article:
            on_article(done, len(articles))
    return DigestsResult(
        {name: _scores(summaries, articles) for name, summaries in told.items()},
        len(sentences),
        sum(_is_valid(document, sentence) for document, sentence in sentences),
        sum(sentence.shortened for _, sentence in sentences),
        tuple((a.id, text) for a, text in zip(articles, told[OURS], strict=True)),
    )


def _scores(summaries: Sequence[str], articles: Sequence[Article]) -> Scores:
    values = [rouge(s, a.abstract).values() for s, a in zip(summaries, articles, strict=True)]
    return Scores(
        tuple(len(syllables(summary)) for summary in summaries),
        dict(zip(MEASURES, zip(*values, strict=True), strict=True)),
    )


def _is_valid(document: Document, sentence: SummarySentence) -> bool:
    """Whether a sentence is what its span covers, or if shortened, the words of it in order."""
    quote = sentence.span.of(document.text)
    if not sentence.shortened:
        return quote == sentence.text
    left = iter(syllables(quote))
    return all(word in left for word in syllables(sentence.text))
