"""The retriever as llama-index knows one, so that its query engines, evaluators and postprocessors fit as they are."""

from __future__ import annotations

from dataclasses import asdict

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from corpus.near import Duplicate
from corpus.records import Metadata, Span
from index.filters import EVERYTHING, Filters
from index.records import Hit
from index.search import Leg, search
from index.store import Store


class HybridRetriever(BaseRetriever):
    """Passages of a store, best first, as llama-index nodes; a node's id is the passage's, its score the fused one.

    `filters` and `prefers` hold for every question that it is asked (see `index.search.search`).
    """

    def __init__(
        self,
        store: Store,
        k: int = 10,
        leg: Leg = "fused",
        *,
        filters: Filters = EVERYTHING,
        prefers: Filters = EVERYTHING,
    ):
        self._store, self._k, self._leg = store, k, leg
        self._filters, self._prefers = filters, prefers
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = search(
            self._store,
            query_bundle.query_str,
            self._k,
            self._leg,
            filters=self._filters,
            prefers=self._prefers,
        )
        return [_node(hit) for hit in hits]


def _node(hit: Hit) -> NodeWithScore:
    metadata = {
        **asdict(hit.metadata),
        "doc_id": hit.doc_id,
        "source": hit.source,
        "page": hit.page,
        "outline": list(hit.outline),
        "rank": hit.rank,
        "legs": hit.legs,
        "duplicates": [asdict(other) for other in hit.duplicates],
    }
    shown = {"title", "number", "kind", "issuer", "date", "page", "outline"}
    hidden = [name for name in metadata if name not in shown]
    node = TextNode(
        id_=hit.passage_id,
        text=hit.text,
        metadata=metadata,
        start_char_idx=hit.span.start,
        end_char_idx=hit.span.end,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=hidden,
    )
    return NodeWithScore(node=node, score=hit.score)


def hit_of(found: NodeWithScore) -> Hit:
    """The hit that a node of this retriever was made from."""
    node = found.node
    assert isinstance(node, TextNode)
    values = node.metadata
    return Hit(
        rank=values["rank"],
        score=found.score or 0.0,
        passage_id=node.node_id,
        doc_id=values["doc_id"],
        source=values["source"],
        metadata=Metadata(**{name: values[name] for name in Metadata.__dataclass_fields__}),
        span=Span(node.start_char_idx or 0, node.end_char_idx or 0),
        text=node.text,
        page=values["page"],
        outline=tuple(values["outline"]),
        legs=values["legs"],
        duplicates=tuple(Duplicate(**other) for other in values["duplicates"]),
    )
