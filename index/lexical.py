"""The lexical leg: BM25 over syllables and bigrams in tantivy, as written and folded.

Every syllable of a question is looked up without diacritics, and those typed with diacritics also as typed. A question
typed without any is thus served by the folded field alone, a half-accented one by as much as was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from corpus.errors import StorageError
from index.analyze import bigrams, folded_terms, syllables, terms
from index.filters import EVERYTHING, Facts, Filters

VERSION = 2
"""Raise it when the schema changes."""

_FOLDED_WEIGHT = 4.0
"""Of a folded match beside an accented one at 1. Fused nDCG@10 on even halves, accented / half-accented, at 1 and at 4:
ALQAC 2022 0.946/0.940 and 0.945/0.944, UIT regulations 0.924/0.916 and 0.923/0.922, headings of the legal code
0.585/0.569 and 0.584/0.580. What was typed with marks still decides between names that differ in nothing else."""

_HEAP_BYTES = 64_000_000
_WORDS = ("doc_id", "kind", "issuer", "number", "collection")
_NUMBERS = ("date", "level")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    # Our own analysis reaches tantivy as terms with spaces between them; positions would only make the index larger.
    for name in ("accented", "folded"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in _WORDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


class LexicalIndex:
    """One tantivy index of (id, text) entries in a folder; empty where the folder does not exist yet.

    Many may read while one writes; a reader sees what was committed when it last called `reload`.
    """

    def __init__(self, path: Path):
        self._path = path
        self._index: tantivy.Index | None = None
        self.reload()

    def reload(self) -> None:
        """See what has been committed since."""
        with _mapped(self._path):
            if self._index is None and self._path.is_dir() and tantivy.Index.exists(str(self._path)):
                self._index = tantivy.Index.open(str(self._path))
            if self._index is not None:
                self._index.reload()

    def __len__(self) -> int:
        return 0 if self._index is None else int(self._index.searcher().num_docs)

    def search(self, question: str, k: int, filters: Filters = EVERYTHING) -> list[tuple[str, float]]:
        """The best `k` entries that the filters admit as (id, BM25 score), best first.

        Empty for a question without a letter or digit.
        """
        if self._index is None or not (query := self._query(question)):
            return []
        if filters:
            query = _within(query, filters, self._index.schema)
        with _mapped(self._path):
            searcher = self._index.searcher()
            hits = searcher.search(query, limit=max(1, min(k, searcher.num_docs)), count=False).hits
            return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def frequency(self, term: str, *, folded: bool) -> int:
        """How many entries contain a term, as written or folded."""
        if self._index is None:
            return 0
        return int(self._index.searcher().doc_freq("folded" if folded else "accented", term))

    def holds(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that a search finds."""
        if self._index is None:
            return set()
        with _mapped(self._path):
            searcher, schema = self._index.searcher(), self._index.schema
            return {i for i in ids if searcher.search(tantivy.Query.term_query(schema, "id", i), limit=1).hits}

    def write(self, add: Iterable[tuple[str, str, Facts]] = (), remove: Iterable[str] = ()) -> None:
        """Take the ids in `remove` out and put the (id, text, facts) of `add` in, in one commit; an id is replaced.

        Raises `StorageError` if the disk refuses; nothing of the call is then visible.
        """
        with _mapped(self._path):
            if self._index is None:
                self._path.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(_schema(), path=str(self._path))
            writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
            for entry in remove:
                writer.delete_documents_by_term("id", entry)
            for entry, text, facts in add:
                writer.delete_documents_by_term("id", entry)
                document = tantivy.Document(id=[entry], accented=[" ".join(terms(text))])
                document.add_text("folded", " ".join(folded_terms(text)))
                for name in _WORDS:
                    document.add_text(name, facts[name])  # type: ignore[literal-required]
                for name in _NUMBERS:
                    document.add_integer(name, facts[name])  # type: ignore[literal-required]
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    def _query(self, question: str) -> tantivy.Query | None:
        assert self._index is not None
        schema = self._index.schema
        folded = dict.fromkeys(folded_terms(question), _FOLDED_WEIGHT)
        accented = dict.fromkeys(_typed_with_marks(question), 1.0)
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, term), weight))
            for field, weights in (("folded", folded), ("accented", accented))
            for term, weight in weights.items()
        ]
        return tantivy.Query.boolean_query(clauses) if clauses else None


def _within(query: tantivy.Query, filters: Filters, schema: tantivy.Schema) -> tantivy.Query:
    """`query` among the entries that the filters admit; its scores stay as they are."""
    must, integer = tantivy.Occur.Must, tantivy.FieldType.Integer
    clauses = [
        (must, tantivy.Query.term_set_query(schema, name, list(wanted)))
        for name, wanted in filters.words.items()
        if wanted
    ]
    if filters.after or filters.before:
        clauses.append((must, tantivy.Query.range_query(schema, "date", integer, *filters.dates)))
    if filters.clearance is not None:
        clauses.append((must, tantivy.Query.range_query(schema, "level", integer, 0, filters.level)))
    if filters.without:
        unwanted = tantivy.Query.term_set_query(schema, "doc_id", list(filters.without))
        clauses += [(must, tantivy.Query.all_query()), (tantivy.Occur.MustNot, unwanted)]
    admitted = tantivy.Query.const_score_query(tantivy.Query.boolean_query(clauses), 0.0)
    return tantivy.Query.boolean_query([(must, query), (must, admitted)])


def _typed_with_marks(question: str) -> Iterator[str]:
    """Syllables and bigrams to look up as typed: all of them, unless the question carries no diacritic at all."""
    tokens = syllables(question)
    if any(not t.isascii() for t in tokens):
        yield from tokens
        yield from bigrams(tokens)


@contextmanager
def _mapped(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as exc:
        raise StorageError(
            f"Chỉ mục từ vựng {path} không đọc hoặc ghi được: {exc}. Kiểm tra dung lượng đĩa và quyền ghi; "
            "nếu chỉ mục hỏng, chạy: vankien rebuild"
        ) from exc
