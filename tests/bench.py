"""How fast this machine indexes and answers, beside the stock llama-index chain in the same run.

    python -m tests.bench [--articles 1000]

Both index the same news articles with the same embedder: the stock chain is SentenceSplitter (256 tokens, overlap 32),
VectorStoreIndex and ChromaVectorStore, and asks by vector alone. Ratios travel between machines; seconds do not.

    python -m tests.bench --reading

Reads the shared PDF and DOCX documents ten times, with structure and metadata, beside what pypdf and python-docx need
to hand out their plain text.

    python -m tests.bench --asking [--questions 300]

Asks the headings of the legal code of a store of its 101,130 passages, and tells how long each step of an answer takes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.pipeline import Assistant
from corpus.reading import read_document
from corpus.records import Document, Metadata
from corpus.settings import Settings
from eval.beir import find_beir, read_topics
from eval.records import half_of
from eval.workspace import beir_workspace
from index.search import search
from index.store import Store
from index.verify import verify
from index.writer import writing
from tests.conftest import TESTDATA


def articles(limit: int) -> list[dict[str, str]]:
    with lzma.open(TESTDATA / "data" / "news" / "articles_dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for _, line in zip(range(limit), lines, strict=False)]


def documents(news: list[dict[str, str]]) -> Iterator[Document]:
    for n, article in enumerate(news):
        text = "\n".join(line for line in article["body"].split("\n") if line.strip())
        yield Document(
            id=str(n),
            source=f"/tin/{n}.txt",
            content_hash=hashlib.sha256(text.encode()).hexdigest(),
            format="txt",
            text=text,
            metadata=Metadata(title=article["title"]),
        )


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentiles(work: Callable[[str], Any], questions: list[str]) -> tuple[float, float]:
    work(questions[0])
    ms = sorted(1000 * timed(lambda q=q: work(q)) for q in questions)
    return statistics.median(ms), ms[int(0.95 * len(ms))]


def ours(news: list[dict[str, str]], folder: Path) -> dict[str, float]:
    with Store(Settings(data_dir=folder)) as store:
        store.embedder.embed_passages(["nạp trước"])

        def index() -> None:
            with writing(store) as writer:
                for _ in writer.add(documents(news)):
                    pass

        seconds = timed(index)
        verdict = verify(store)
        assert verdict.consistent, verdict
        questions = [article["title"] for article in news[:200]]
        assistant = Assistant(store)
        p50, p95 = percentiles(lambda q: search(store, q), questions)
        ask50, ask95 = percentiles(assistant.ask, questions)
        return {
            "passages": verdict.passages,
            "index s": seconds,
            "search p50 ms": p50,
            "search p95 ms": p95,
            "ask p50 ms": ask50,
            "ask p95 ms": ask95,
        }


def stock(news: list[dict[str, str]], folder: Path) -> dict[str, float]:
    import chromadb
    from llama_index.core import Document as LlamaDocument
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from index.embedder import load_embedder

    embedder = load_embedder(Settings())

    class Embedding(BaseEmbedding):  # type: ignore[misc]
        def _get_text_embedding(self, text: str) -> list[float]:
            return embedder.embed_passages([text])[0].tolist()

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return embedder.embed_passages(texts).tolist()

        def _get_query_embedding(self, query: str) -> list[float]:
            return embedder.embed_queries([query])[0].tolist()

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    model = Embedding(embed_batch_size=512)
    model.get_text_embedding("nạp trước")
    store = ChromaVectorStore(
        chroma_collection=chromadb.PersistentClient(str(folder)).create_collection("stock", embedding_function=None)
    )
    chunks = 0

    def index() -> None:
        nonlocal chunks, built
        nodes = SentenceSplitter(chunk_size=256, chunk_overlap=32).get_nodes_from_documents(
            [LlamaDocument(text=f"{a['title']}\n{a['body']}") for a in news]
        )
        chunks = len(nodes)
        built = VectorStoreIndex(
            nodes, storage_context=StorageContext.from_defaults(vector_store=store), embed_model=model
        )

    built: Any = None
    seconds = timed(index)
    retriever = built.as_retriever(similarity_top_k=10)
    p50, p95 = percentiles(retriever.retrieve, [article["title"] for article in news[:200]])
    return {"passages": chunks, "index s": seconds, "search p50 ms": p50, "search p95 ms": p95}


def reading(passes: int = 10) -> Table:
    """Seconds to read documents of a kind, structure and metadata included, and to extract their plain text."""
    import docx
    from pypdf import PdfReader

    def plain_pdf(path: Path) -> None:
        for page in PdfReader(path).pages:
            page.extract_text()

    def plain_docx(path: Path) -> None:
        document = docx.Document(str(path))
        for paragraph in document.paragraphs:
            _ = paragraph.text
        for table in document.tables:
            for row in table.rows:
                _ = [cell.text for cell in row.cells]

    settings = Settings()
    table = Table("", "vankien s", "plain s", "ratio")
    totals = [0.0, 0.0]
    for folder, plain in (("party_pdf", plain_pdf), ("docx", plain_docx)):
        paths = sorted((TESTDATA / "data" / "documents" / folder).glob("*.*"))
        for path in paths:  # imports
            read_document(path, settings)
            plain(path)
        mine, theirs = 0.0, 0.0
        for _ in range(passes):
            mine += timed(lambda paths=paths: [read_document(path, settings) for path in paths])
            theirs += timed(lambda paths=paths, plain=plain: [plain(path) for path in paths])
        totals = [totals[0] + mine, totals[1] + theirs]
        table.add_row(folder, f"{mine:.2f}", f"{theirs:.2f}", f"{mine / theirs:.2f}")
    table.add_row("both", f"{totals[0]:.2f}", f"{totals[1]:.2f}", f"{totals[0] / totals[1]:.2f}")
    return table


def asking(questions: int) -> Table:
    """Milliseconds of the steps of an answer, warm, over the large corpus; indexed first if it is not yet."""
    found = find_beir(TESTDATA / "data" / "benchmarks" / "phapdien_headings")
    laps: dict[str, list[float]] = {}
    with beir_workspace(found, Settings()) as workspace:
        assistant = Assistant(workspace.store)
        topics = half_of(read_topics(found), "odd")
        for topic in topics[questions : questions + 20]:
            assistant.ask(topic.text)
        for topic in topics[:questions]:
            for step, ms in assistant.ask(topic.text).timings_ms.items():
                laps.setdefault(step, []).append(ms)
    table = Table("step", "asked", "p50 ms", "p95 ms")
    for step, taken in sorted(laps.items()):
        ordered = sorted(taken)
        p50, p95 = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
        table.add_row(step, str(len(ordered)), f"{p50:.1f}", f"{p95:.1f}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--reading", action="store_true", help="time the reading of files only")
    parser.add_argument("--asking", action="store_true", help="time the steps of answers over a large corpus only")
    parser.add_argument("--questions", type=int, default=300)
    arguments = parser.parse_args()
    if arguments.asking:
        Console().print(asking(arguments.questions))
        return
    Console().print(reading())
    if arguments.reading:
        return
    news = articles(arguments.articles)
    with tempfile.TemporaryDirectory() as folder:
        mine = ours(news, Path(folder) / "vankien")
        try:
            peer = stock(news, Path(folder) / "stock")
        except ModuleNotFoundError as exc:
            Console(stderr=True).print(f"no peer without {exc.name}: pip install --editable '.[bench]'")
            peer = {}
    table = Table("", "vankien", "stock llama-index", "ratio")
    for name, value in mine.items():
        other = peer.get(name)
        table.add_row(
            name, f"{value:,.1f}", f"{other:,.1f}" if other else "–", f"{value / other:.2f}" if other else "–"
        )
    Console().print(table)


if __name__ == "__main__":
    main()
