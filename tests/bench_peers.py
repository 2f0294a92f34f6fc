"""How well we find documents beside the stock peers, with one embedder for all, in one run.

    python -m tests.bench_peers [--sets alqac2022 uit_regqa] [--half odd]

Peers: llama-index (dense in Chroma, BM25Retriever, both by reciprocal rank fusion), txtai hybrid, Haystack hybrid, each
as its documentation sets it up. Everybody is asked twice, with diacritics and without; differences are tested by paired
randomisation. With `--plain` the embedder is not the bundled one but the plain one that everybody would train: 32,000
WordPiece tokens, no pairs of syllables, no unaccented questions (about three minutes, kept under the data folder).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.records import Document
from corpus.settings import Settings, default_data_dir
from eval.beir import find_beir, read_corpus, read_qrels, read_topics
from eval.measures import per_topic
from eval.records import half_of
from eval.significance import compare_values
from eval.variants import typed
from index.embedder import Embedder, load_embedder
from index.search import rank_documents
from index.store import Store
from index.writer import writing
from tests.conftest import TESTDATA

DEPTH = 100
Ranker = Callable[[str], list[tuple[str, float]]]

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")


def whole(document: Document) -> str:
    return f"{document.metadata.title}\n{document.text}"


def best_of_documents(chunks: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    best: dict[str, float] = {}
    for doc, score in chunks:
        best[doc] = max(score, best.get(doc, score))
    return sorted(best.items(), key=lambda item: -item[1])[:DEPTH]


def ours(documents: Sequence[Document], settings: Settings) -> tuple[Ranker, Store]:
    store = Store(settings)
    with writing(store) as writer:
        for _ in writer.add(documents):
            pass
    return lambda question: rank_documents(store, question, DEPTH), store


def llama_index(documents: Sequence[Document], embedder: Embedder, folder: Path) -> dict[str, Ranker]:
    import chromadb
    from llama_index.core import Document as LlamaDocument
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.llms import MockLLM
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.retrievers.bm25 import BM25Retriever
    from llama_index.vector_stores.chroma import ChromaVectorStore

    class Embedding(BaseEmbedding):  # type: ignore[misc]
        def _get_text_embedding(self, text: str) -> list[float]:
            return embedder.embed_passages([text])[0].tolist()

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return embedder.embed_passages(texts).tolist()

        def _get_query_embedding(self, query: str) -> list[float]:
            return embedder.embed_queries([query])[0].tolist()

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    splitter = SentenceSplitter(chunk_size=256, chunk_overlap=32)
    nodes = splitter.get_nodes_from_documents([LlamaDocument(text=whole(d), doc_id=d.id) for d in documents])
    client = chromadb.PersistentClient(str(folder))
    store = ChromaVectorStore(chroma_collection=client.create_collection("stock", embedding_function=None))
    index = VectorStoreIndex(
        nodes,
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=Embedding(embed_batch_size=512),
    )
    k = min(DEPTH, len(nodes))
    dense = index.as_retriever(similarity_top_k=k)
    words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=k, skip_stemming=True)
    both = QueryFusionRetriever(
        [dense, words], llm=MockLLM(), num_queries=1, mode="reciprocal_rerank", similarity_top_k=k, use_async=False
    )

    def ranker(retriever: Any) -> Ranker:
        return lambda question: best_of_documents(
            [(n.node.ref_doc_id, n.score or 0.0) for n in retriever.retrieve(question)]
        )

    return {
        "llama-index dense": ranker(dense),
        "llama-index BM25Retriever": ranker(words),
        "llama-index reciprocal rank fusion": ranker(both),
    }


def txtai(documents: Sequence[Document], embedder: Embedder) -> dict[str, Ranker]:
    from txtai import Embeddings

    index = Embeddings(hybrid=True, method="external", transform=lambda texts: embedder.embed_passages(list(texts)))
    index.index((d.id, whole(d), None) for d in documents)
    return {"txtai hybrid": lambda question: list(index.search(question, DEPTH))}


def haystack(documents: Sequence[Document], embedder: Embedder) -> dict[str, Ranker]:
    from haystack import Document as HaystackDocument
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    vectors = embedder.embed_passages([whole(d) for d in documents])
    store.write_documents(
        [
            HaystackDocument(id=d.id, content=whole(d), embedding=v.tolist())
            for d, v in zip(documents, vectors, strict=True)
        ]
    )
    words = InMemoryBM25Retriever(document_store=store, top_k=DEPTH)
    dense = InMemoryEmbeddingRetriever(document_store=store, top_k=DEPTH)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH)

    def rank(question: str) -> list[tuple[str, float]]:
        found = [
            words.run(query=question)["documents"],
            dense.run(query_embedding=embedder.embed_queries([question])[0].tolist())["documents"],
        ]
        return [(d.id, d.score or 0.0) for d in joiner.run(documents=found)["documents"]]

    return {"Haystack hybrid": rank}


def measure(name: str, half: str, settings: Settings) -> Table:
    folder = find_beir(TESTDATA / "data" / "benchmarks" / name)
    documents, qrels = read_corpus(folder).documents, read_qrels(folder)
    judged = {q.topic_id for q in qrels if q.grade > 0}
    topics = [t for t in half_of(read_topics(folder), half) if t.id in judged]  # type: ignore[arg-type]
    embedder = load_embedder(settings)
    with tempfile.TemporaryDirectory() as scratch:
        rank, store = ours(documents, settings.model_copy(update={"data_dir": Path(scratch) / "ours"}))
        systems = {
            "vankien": rank,
            **llama_index(documents, embedder, Path(scratch) / "stock"),
            **txtai(documents, embedder),
            **haystack(documents, embedder),
        }
        values: dict[tuple[str, str], list[float]] = {}
        for system, ask in systems.items():
            for variant in ("accented", "unaccented"):
                run = {t.id: ask(typed(t.text, variant)) for t in topics}  # type: ignore[arg-type]
                ndcg = per_topic([t.id for t in topics], qrels, run)["nDCG@10"]
                values[system, variant] = [ndcg[t.id] for t in topics]
        store.close()
    table = Table("nDCG@10", title=f"{name}, {half}, {len(topics)} questions")
    for column in ("accented", "ours ahead by", "p", "unaccented", "ours ahead by", "p"):
        table.add_column(column, justify="right")
    for system in systems:
        row = []
        for variant in ("accented", "unaccented"):
            difference = compare_values(values[system, variant], values["vankien", variant])
            own = system == "vankien"
            row += [
                f"{difference.a:.3f}",
                "" if own else f"{difference.delta:+.3f}",
                "" if own else f"{difference.p:.4f}",
            ]
        table.add_row(system, *row)
    return table


def plain_embedder(folder: Path) -> Path:
    """The embedder without our features, trained on the shared pairs where it is not there yet."""
    if not (folder / "model.safetensors").is_file():
        recipe = ["--wordpieces", "32000", "--bigrams", "0", "--epochs", "3", "--unaccented", "0", "--dropout", "0"]
        train = [sys.executable, "-m", "index.training.static", str(TESTDATA / "data" / "train"), "--out", str(folder)]
        subprocess.run([*train, *recipe, "--scale", "20"], check=True)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sets", nargs="+", default=["alqac2022", "uit_regqa"])
    parser.add_argument("--half", default="odd")
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    settings = Settings()
    if options.plain:
        settings = Settings(embedder=str(plain_embedder(default_data_dir() / "bench" / "plain")))
    console = Console(width=120)
    for name in options.sets:
        console.print(measure(name, options.half, settings))


if __name__ == "__main__":
    main()
