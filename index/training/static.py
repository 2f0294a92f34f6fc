"""Train the bundled static embedding: `python -m index.training.static DATA --out DIR`.

A table of token vectors, trained so that the sum of a query's lies close to the sum of its passage's and far from those of
the other passages of the batch (multiple negatives ranking loss), in the full width and in its first dimensions alone
(Matryoshka). One processor with two cores needs a few minutes. The same data, recipe and thread count give the same bytes.
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
from index.embedder import MANIFEST, PREPARATION, features
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
    epochs: int = 3
    batch: int = 2048
    learning_rate: float = 0.02
    """Of Adam, falling linearly to nothing."""
    scale: float = 20.0
    """Multiplies cosines before the softmax."""
    backward: float = 0.5
    """Weight of finding the query by its passage, beside the passage by its query."""
    unaccented: float = 0.3
    """Share of batches whose queries lose their diacritics."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Token ids of many texts, end to end: text i is `ids[offsets[i]:offsets[i + 1]]`."""

    offsets: NDArray[np.int64]
    ids: NDArray[np.int32]

    def take(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The ids of the texts `rows`, end to end, and where each text begins."""
        first, lengths = self.offsets[rows], self.offsets[rows + 1] - self.offsets[rows]
        starts = np.cumsum(lengths) - lengths
        positions = np.arange(lengths.sum()) - np.repeat(starts - first, lengths)
        return self.ids[positions].astype(np.int64), starts


def tokenise(
    tokenizer: Tokenizer, texts: Sequence[str], *, folded: bool = False, chunk: int = 20_000
) -> Ragged:
    """Token ids of the features of `texts`; `folded` as in `index.embedder.features`."""
    parts: list[NDArray[np.int32]] = []
    lengths: list[int] = []
    for start in range(0, len(texts), chunk):
        prepared = [
            " ".join(single + double)
            for single, double in (features(t, folded=folded) for t in texts[start : start + chunk])
        ]
        for encoding in tokenizer.encode_batch_fast(prepared, add_special_tokens=False):
            parts.append(np.array(encoding.ids, dtype=np.int32))
            lengths.append(len(parts[-1]))
    return Ragged(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), np.concatenate(parts))


def examples(pairs: Sequence[Pair], seed: int) -> tuple[list[str], list[str]]:
    """Queries and their passages: the pairs, then one (sentence, rest) of every passage that has two sentences."""
    queries, passages = [p.query for p in pairs], [p.passage for p in pairs]
    for number, pair in enumerate(pairs):
        split = cloze(pair.passage, random.Random(f"{seed}:{number}"))
        if split:
            queries.append(split[0])
            passages.append(split[1])
    return queries, passages


def train(pairs: Sequence[Pair], recipe: Recipe, log: Log = lambda _: None) -> tuple[Tokenizer, torch.Tensor]:
    """The tokenizer and the table, float32, shape (tokens, dim), trained on `pairs`."""
    tokenizer = train_tokenizer(
        [t for p in pairs for t in (p.query, p.passage)], recipe.wordpieces, recipe.bigrams
    )
    log(f"{len(pairs)} pairs, {tokenizer.get_vocab_size()} tokens")
    queries, passages = examples(pairs, recipe.seed)
    plain, bare = tokenise(tokenizer, queries), tokenise(tokenizer, queries, folded=True)
    answers = tokenise(tokenizer, passages)
    log(f"{len(queries)} examples, {len(answers.ids) / len(passages):.0f} tokens a passage")
    return tokenizer, fit(plain, bare, answers, tokenizer.get_vocab_size(), recipe, log)


def fit(plain: Ragged, bare: Ragged, answers: Ragged, tokens: int, recipe: Recipe, log: Log) -> torch.Tensor:
    """The table for queries `plain`, the same without diacritics `bare`, and the passages `answers`, row by row."""
    import torch
    import torch.nn.functional as F

    rng = np.random.default_rng(recipe.seed)
    generator = torch.Generator().manual_seed(recipe.seed)
    table = (torch.randn(tokens, recipe.dim, generator=generator) * 0.1).requires_grad_()
    optimizer = torch.optim.Adam([table], lr=recipe.learning_rate, fused=True)
    count = len(answers.offsets) - 1
    batch = min(recipe.batch, count)
    steps = count // batch * recipe.epochs
    target = torch.arange(batch)
    began, step, average = time.monotonic(), 0, 0.0
    for epoch in range(recipe.epochs):
        order = rng.permutation(count)
        for start in range(0, count - batch + 1, batch):
            rows = order[start : start + batch]
            ids_q, starts_q = (bare if rng.random() < recipe.unaccented else plain).take(rows)
            ids_p, starts_p = answers.take(rows)
            sums = F.embedding_bag(
                torch.from_numpy(np.concatenate([ids_q, ids_p])),
                table,
                torch.from_numpy(np.concatenate([starts_q, starts_p + len(ids_q)])),
                mode="sum",
            )
            loss = torch.zeros(())
            for width in (recipe.dim, recipe.short_dim):
                q, p = (F.normalize(half[:, :width], dim=-1) for half in (sums[:batch], sums[batch:]))
                scores = recipe.scale * q @ p.T
                loss = (
                    loss
                    + F.cross_entropy(scores, target)
                    + recipe.backward * F.cross_entropy(scores.T, target)
                )
            for group in optimizer.param_groups:
                group["lr"] = recipe.learning_rate * (1 - step / steps)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            step += 1
            average += 0.02 * (float(loss.detach()) - average)
        shown = average / (1 - 0.98**step)
        log(f"epoch {epoch + 1}/{recipe.epochs}: loss {shown:.3f}, {time.monotonic() - began:.0f} s")
    return table.detach()


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
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=half), Normalize()], device="cpu"
    )
    model.save(str(out), create_model_card=False)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    # The writer of safetensors leaves its files to their owner alone.
    (out / "model.safetensors").chmod(0o644)
    manifest = {"preparation": PREPARATION, "recipe": asdict(recipe)}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m index.training.static", description=(__doc__ or "").split("\n")[0]
    )
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
