"""Train the bundled static embedding: `python -m index.training.static DATA --out DIR`.

A table of token vectors, trained so that the sum of a query's lies close to the sum of its passage's and far from
those of the other passages of the batch (multiple negatives ranking loss), in the full width and in its first
dimensions alone (Matryoshka). Two cores need a few minutes. The same data, recipe and number of threads give the same
bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.errors import VankienError
from index.embedder import MANIFEST, bag_maker
from index.features import PREPARATION, BagMaker, Bags, damped
from index.training.batches import batches
from index.training.mixture import TAKEN, times
from index.training.pairs import Pair, cloze, read_pairs
from index.training.vocabulary import SPECIAL, train_tokenizer

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training depends on beside its data; the defaults made the bundled model (scores in its model card)."""

    seed: int = 13
    wordpieces: int = 12_000
    bigrams: int = 24_000
    dim: int = 256
    short_dim: int = 64
    """Leading dimensions that must rank on their own too."""
    epochs: int = 4
    batch: int = 2048
    learning_rate: float = 0.02
    """Of Adam, falling linearly to nothing."""
    scale: float = 30.0
    """Multiplies cosines before the softmax."""
    unaccented: float = 0.2
    """Share of batches whose queries lose their diacritics."""
    dropout: float = 0.1
    """Share of tokens left out at each step, so that no text hangs on one of them: mean dense nDCG@10 on the tuning
    halves 0.754; 0.748 without, 0.749 with 0.25."""
    kept: float = 0.5
    """Share of (sentence, passage) examples whose passage keeps the sentence, so that the very words count for much:
    in a short trial 0.815 with a half, 0.809 with none."""


def bags(make: BagMaker, texts: Sequence[str], *, folded: bool = False, chunk: int = 10_000) -> Bags:
    """The bags of many texts, made a chunk at a time; ids as int32, because a billion bytes are read at random."""
    parts = [make(texts[start : start + chunk], folded=folded) for start in range(0, len(texts), chunk)]
    lengths = np.concatenate([np.diff(part.offsets) for part in parts])
    offsets = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
    return Bags(offsets, np.concatenate([part.ids.astype(np.int32) for part in parts]))


@dataclass(frozen=True, slots=True)
class Examples:
    """Bags of queries, of the same queries without diacritics, and of their passages, row by row.

    `sources`, int64, shape (n,), numbers the pair that a row was made of: rows of one pair answer one another.
    """

    queries: Bags
    bare: Bags
    passages: Bags
    sources: NDArray[np.int64]


def examples(pairs: Sequence[Pair], tokenizer: Tokenizer, recipe: Recipe) -> Examples:
    """Each pair as often as its kind is taken, and a sentence of its passage with that passage or the rest of it."""
    queries: list[str] = []
    passages: list[str] = []
    sources: list[int] = []
    for number, pair in enumerate(pairs):
        rng = random.Random(f"{recipe.seed}:{number}")
        made = [(pair.query, pair.passage)] * times(pair.kind, rng)
        if split := cloze(pair.passage, rng):
            sentence, rest = split
            made.append((sentence, pair.passage if rng.random() < recipe.kept else rest))
        queries += [query for query, _ in made]
        passages += [passage for _, passage in made]
        sources += [number] * len(made)
    make = bag_maker(tokenizer)
    return Examples(
        bags(make, queries), bags(make, queries, folded=True), bags(make, passages), np.array(sources, dtype=np.int64)
    )


def train(pairs: Sequence[Pair], recipe: Recipe, log: Log = lambda _: None) -> tuple[Tokenizer, torch.Tensor]:
    """The tokenizer and the table, float32, shape (tokens, dim), trained on `pairs`."""
    texts = [text for pair in pairs for text in (pair.query, pair.passage)]
    tokenizer = train_tokenizer(texts, recipe.wordpieces, recipe.bigrams)
    log(f"{len(pairs)} pairs, {tokenizer.get_vocab_size()} tokens")
    data = examples(pairs, tokenizer, recipe)
    log(f"{len(data.queries)} examples, {len(data.passages.ids) / len(data.passages):.0f} tokens a passage")
    return tokenizer, fit(data, tokenizer.get_vocab_size(), recipe, log)


def fit(data: Examples, tokens: int, recipe: Recipe, log: Log) -> torch.Tensor:
    """The table of `tokens` rows under which each query's sum is closest to its own passage's."""
    import torch

    rng = np.random.default_rng(recipe.seed)
    generator = torch.Generator().manual_seed(recipe.seed)
    table = (torch.randn(tokens, recipe.dim, generator=generator) * 0.1).requires_grad_()
    optimizer = torch.optim.Adam([table], lr=recipe.learning_rate, fused=True)
    count = len(data.passages)
    batch = min(recipe.batch, count)
    steps = count // batch * recipe.epochs
    began, step, average = time.monotonic(), 0, 0.0
    for epoch in range(recipe.epochs):
        # The first epoch does not know yet who is whose neighbour. The last one is at random again: a training with
        # neighbours to the end, and kinds weighted more, came to 0.827 on regulations (unlike its data), this to 0.840.
        neighbours = 0 < epoch < recipe.epochs - 1
        for rows in batches(table.detach(), data.passages, batch, rng, neighbours=neighbours):
            queries = data.bare if rng.random() < recipe.unaccented else data.queries
            sums = _sums(table, queries.take(rows), data.passages.take(rows), recipe.dropout, generator)
            loss = _loss(*sums, torch.from_numpy(data.sources[rows]), recipe)
            for group in optimizer.param_groups:
                group["lr"] = recipe.learning_rate * (1 - step / steps)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            step += 1
            average += 0.02 * (float(loss.detach()) - average)
        shown = average / (1 - 0.98**step)
        log(f"epoch {epoch + 1}/{recipe.epochs}: loss {shown:.3f}, {time.monotonic() - began:.0f} s")
    return table.detach()


def _sums(
    table: torch.Tensor, queries: Bags, passages: Bags, dropout: float, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """The sums that `index.embedder` makes for each query and each passage, without the tokens that are dropped."""
    import torch
    import torch.nn.functional as F

    offsets = np.concatenate([queries.offsets, passages.offsets[1:] + len(queries.ids)])
    once, weights = damped(Bags(offsets, np.concatenate([queries.ids, passages.ids])))
    kept = torch.from_numpy(weights) * (torch.rand(len(weights), generator=generator) >= dropout)
    starts = torch.from_numpy(once.offsets[:-1])
    sums = F.embedding_bag(torch.from_numpy(once.ids), table, starts, mode="sum", per_sample_weights=kept)
    return sums[: len(queries)], sums[len(queries) :]


def _loss(queries: torch.Tensor, passages: torch.Tensor, sources: torch.Tensor, recipe: Recipe) -> torch.Tensor:
    """Cross-entropy of finding each query's passage among the batch's, for the full and the short vectors together.

    Another passage of the query's own source is no mistake and is left out.
    """
    import torch
    import torch.nn.functional as F

    target = torch.arange(len(queries))
    twins = (sources[:, None] == sources) & (target[:, None] != target)
    loss = torch.zeros(())
    for width in (recipe.dim, recipe.short_dim):
        q, p = (F.normalize(sums[:, :width], dim=-1) for sums in (queries, passages))
        loss = loss + F.cross_entropy((recipe.scale * q @ p.T).masked_fill(twins, -torch.inf), target)
    return loss


def save(tokenizer: Tokenizer, table: torch.Tensor, recipe: Recipe, out: Path) -> None:
    """Write a sentence-transformers folder that model2vec reads too; the table in half precision.

    A README.md that is there already stays.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    half = table.to(torch.float16)
    half[: len(SPECIAL)] = 0
    out.mkdir(parents=True, exist_ok=True)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=half), Normalize()], device="cpu")
    model.save(str(out), create_model_card=False)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    # The writer of safetensors leaves its files to their owner alone.
    (out / "model.safetensors").chmod(0o644)
    manifest = {"preparation": PREPARATION, "recipe": asdict(recipe), "taken": dict(TAKEN)}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m index.training.static", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, help="pairs: .jsonl, .jsonl.xz, or a folder with pairs.jsonl.xz")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--limit", type=int, help="read only so many pairs")
    for field in fields(Recipe):
        default = getattr(Recipe(), field.name)
        parser.add_argument("--" + field.name.replace("_", "-"), type=type(default), default=default)
    options = vars(parser.parse_args(argv))
    data, out, limit = options.pop("data"), options.pop("out"), options.pop("limit")
    began = time.monotonic()

    def log(message: str) -> None:
        print(f"[{time.monotonic() - began:4.0f} s] {message}", file=sys.stderr, flush=True)

    try:
        recipe = Recipe(**options)
        save(*train(read_pairs(data, limit), recipe, log), recipe, out)
    except VankienError as exc:
        print(exc, file=sys.stderr)
        return 1
    log(f"wrote {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
