"""Fitting the ranker of summaries: `python -m eval.summary_training PAIRS NEWS --first N --out FOLDER`.

PAIRS are texts with the abstract or the title that stands above them, NEWS whole articles with both, of which the first
N are learnt from. Two networks learn which syllables and pairs of syllables get into the abstract; a third, which
sentences to take together: it maximises the expected ROUGE of what it picks (minimum risk training, Shen et al., 2016).
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.digest.concepts import (
    PAIR_INPUTS,
    PRIORS,
    SYLLABLE_INPUTS,
    Concepts,
    chances,
    pair_rows,
    syllable_rows,
)
from assistant.digest.networks import TABLE, Network, table
from assistant.digest.sentences import Sentence, summary_sentences
from assistant.digest.summary_features import SET_INPUTS, set_rows, tell
from assistant.digest.summary_sets import READ, candidate_sets
from corpus.reading import parse_document
from corpus.settings import Settings
from eval.jsonl import read_objects
from eval.rouge import rouge_of
from index.analyze import syllables
from index.embedder import load_embedder

Array = NDArray[Any]
_Loss = Callable[[torch.nn.Module, torch.Tensor], torch.Tensor]

_UNTITLED = 14_000
"""Texts without a title that are learnt from, beside all with one: more changed nothing."""
_COMMON, _SMOOTHED = 25, 20.0
_UNITS, _SET_UNITS = 24, 48
_SEED = 0
_NETWORKS = 4
_PRICE = 0.008
"""Brings the mean length from 47 to 44 syllables in five folds over the articles learnt from."""
_WHOLE = 2.0
"""What a whole article counts for beside a text cut at its beginning."""


@dataclass(frozen=True, slots=True)
class Example:
    """An article to learn from; `title` is empty where it is not known."""

    sentences: Sequence[Sentence]
    title: tuple[str, ...]
    abstract: tuple[str, ...]
    vectors: Array | None = None


def read_examples(pairs: Path, news: Path, first: int, settings: Settings) -> tuple[list[Example], list[Example]]:
    """The texts of `pairs` that are not those of any article of `news`, and the first articles of `news`."""
    articles = [record for _, record in read_objects(news)]
    known = {_beginning(record["body"]) for record in articles}
    titles, abstracts = {}, {}
    for _, record in read_objects(pairs):
        if record["kind"] == "vietnews_title_body":
            titles[record["p"]] = record["q"]
        elif record["kind"] == "vietnews_abstract_body" and _beginning(record["p"]) not in known:
            abstracts[record["p"]] = record["q"]
    titled = [body for body in abstracts if body in titles]
    untitled = sorted(abstracts.keys() - titles.keys())
    chosen = titled + random.Random(_SEED).sample(untitled, min(_UNTITLED, len(untitled)))
    make = _Maker(settings)
    return (
        [e for body in chosen if (e := make(titles.get(body, ""), abstracts[body], body))],
        [e for r in articles[:first] if (e := make(r["title"], r["abstract"], r["body"]))],
    )


def _beginning(body: str) -> str:
    return re.sub(r"\W+", "", body)[:300].lower()


class _Maker:
    def __init__(self, settings: Settings) -> None:
        self._settings, self._embed = settings, load_embedder(settings, light=True).embed_passages

    def __call__(self, title: str, abstract: str, body: str) -> Example | None:
        data = f"{title}\n{body}".encode()
        document = parse_document(data, Path("tin.txt"), self._settings.limits, "default")
        sentences, words = summary_sentences(document)[:READ], tuple(syllables(abstract))
        if not sentences or not words:
            return None
        vectors = self._embed([title, *(s.text for s in sentences)])
        return Example(sentences, tuple(syllables(title)), words, vectors)


def fit_priors(examples: Iterable[Example]) -> dict[str, float]:
    """The log odds of each common syllable of being in the abstract, less those of any syllable."""
    seen: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for example in examples:
        words = {word for s in example.sentences for word in s.words}
        seen.update(words)
        taken.update(words & set(example.abstract))
    share = taken.total() / seen.total()
    return {
        word: math.log((taken[word] + _SMOOTHED * share) / (n - taken[word] + _SMOOTHED * (1 - share)))
        - math.log(share / (1 - share))
        for word, n in sorted(seen.items())
        if n >= _COMMON
    }


def fit_concepts(examples: Sequence[Example], priors: dict[str, float]) -> dict[str, Network]:
    """The networks "syllables" and "pairs", by likelihood."""
    told = [syllable_rows(e.sentences, e.title, priors) for e in examples]
    right = [np.array([w in set(e.abstract) for w in words]) for e, (words, _) in zip(examples, told, strict=True)]
    first = _fit_chances(np.concatenate([rows for _, rows in told]), np.concatenate(right), SYLLABLE_INPUTS)
    scores = [dict(zip(words, first(rows).tolist(), strict=True)) for words, rows in told]
    paired = [pair_rows(e.sentences, e.title, s) for e, s in zip(examples, scores, strict=True)]
    paired = [(pairs, rows) for pairs, rows in paired]
    held = [set(pairwise(e.abstract)) for e in examples]
    right = [np.array([p in of for p in pairs], dtype=bool) for of, (pairs, _) in zip(held, paired, strict=True)]
    rows = np.concatenate([rows for _, rows in paired if len(rows)])
    return {"syllables": first, "pairs": _fit_chances(rows, np.concatenate(right), PAIR_INPUTS)}


def concepts_by(networks: dict[str, Network], priors: dict[str, float], example: Example) -> Concepts:
    """What `assistant.digest.concepts.concepts` gives with these networks."""
    words, rows = syllable_rows(example.sentences, example.title, priors)
    scores = networks["syllables"](rows)
    pairs, paired = pair_rows(example.sentences, example.title, dict(zip(words, scores.tolist(), strict=True)))
    return Concepts(
        dict(zip(words, chances(scores), strict=True)),
        dict(zip(pairs, chances(networks["pairs"](paired)), strict=True)) if pairs else {},
    )


def weighed(example: Example, concepts: Concepts) -> tuple[Array, Array]:
    """The features of an example's candidate sets, shape (n, inputs), and their ROUGE-1/2/L, shape (n, 3)."""
    told = tell(example.sentences, example.title, concepts, example.vectors)
    sets = candidate_sets(example.sentences, concepts)
    texts = ([w for at in places for w in example.sentences[at].words] for places in sets)
    return set_rows(told, sets), np.array([rouge_of(t, example.abstract).values() for t in texts], dtype=np.float32)


def _fit_chances(rows: Array, right: Array, inputs: Sequence[str]) -> Network:
    """A network whose scores are log odds of being `right`."""
    values, wanted = _standard(rows), torch.as_tensor(right, dtype=torch.float32)
    loss = torch.nn.functional.binary_cross_entropy_with_logits

    def batch(module: torch.nn.Module, at: torch.Tensor) -> torch.Tensor:
        return loss(module(values[at]).squeeze(-1), wanted[at])

    return _network(_fit(len(inputs), len(rows), batch, units=_UNITS, rounds=2, size=4096, rate=4e-3), rows, inputs)


def fit_sets(
    examples: Sequence[tuple[Array, Array]],
    weights: Sequence[float],
    *,
    price: float = 0.0,
    rounds: int = 12,
    count: int = 1,
) -> Network:
    """The network "sets": features and ROUGE of candidates to scores whose softmax has the largest expected ROUGE.

    `price` is what an abstract's length of syllables costs, in ROUGE. The mean of `count` networks that were begun
    differently, as one.
    """
    most = max(len(rows) for rows, _ in examples)
    known = np.concatenate([rows for rows, _ in examples])
    mean, spread = _moments(known)
    values = np.zeros((len(examples), most, known.shape[1]), dtype=np.float32)
    rewards = np.zeros((len(examples), most), dtype=np.float32)
    held = np.zeros((len(examples), most), dtype=bool)
    length = SET_INPUTS.index("set_length")
    for i, (rows, gained) in enumerate(examples):
        values[i, : len(rows)] = np.nan_to_num((rows - mean) / spread, nan=0.0)
        rewards[i, : len(rows)] = gained.mean(axis=1) - price * rows[:, length]
        held[i, : len(rows)] = True
    x, gain, mask, share = (torch.as_tensor(a) for a in (values, rewards, held, np.array(weights, dtype=np.float32)))

    def batch(module: torch.nn.Module, at: torch.Tensor) -> torch.Tensor:
        scores = module(x[at]).squeeze(-1).masked_fill(~mask[at], -1e9)
        return -10 * (share[at] * (torch.softmax(scores, 1) * gain[at]).sum(1)).mean()

    def fitted(seed: int) -> Network:
        told = _fit(
            known.shape[1], len(examples), batch, units=_SET_UNITS, rounds=rounds, size=256, rate=3e-3, seed=seed
        )
        return _network(told, known, SET_INPUTS)

    return _mean([fitted(_SEED + n) for n in range(count)])


def _mean(networks: Sequence[Network]) -> Network:
    """The network whose scores are the mean of those of others over the same inputs."""
    out = np.concatenate([[sum(n.out[0] for n in networks)], *(n.out[1:] for n in networks)]) / len(networks)
    return replace(networks[0], hidden=np.concatenate([n.hidden for n in networks]), out=out.astype(np.float32))


def _fit(
    inputs: int, count: int, loss: _Loss, *, units: int, rounds: int, size: int, rate: float, seed: int = _SEED
) -> torch.nn.Sequential:
    """One hidden layer, by AdamW with a rate that falls to nothing."""
    torch.manual_seed(seed)
    module = torch.nn.Sequential(
        torch.nn.Linear(inputs, units), torch.nn.ReLU(), torch.nn.Dropout(0.1), torch.nn.Linear(units, 1)
    )
    steps = rounds * math.ceil(count / size)
    optimiser = torch.optim.AdamW(module.parameters(), lr=rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    for _ in range(rounds):
        for at in torch.randperm(count).split(size):
            optimiser.zero_grad()
            loss(module, at).backward()
            optimiser.step()
            schedule.step()
    return module.eval()


def _moments(rows: Array) -> tuple[Array, Array]:
    """Mean and spread of each column, of what is known in it; 0 and 1 where nothing is."""
    known = np.where(np.isnan(rows).all(axis=0), 0.0, rows)
    return np.nanmean(known, axis=0), np.where(np.nanstd(known, axis=0) > 0, np.nanstd(known, axis=0), 1.0)


def _standard(rows: Array) -> torch.Tensor:
    mean, spread = _moments(rows)
    return torch.as_tensor(np.nan_to_num((rows - mean) / spread, nan=0.0), dtype=torch.float32)


def _network(module: torch.nn.Sequential, rows: Array, inputs: Sequence[str]) -> Network:
    (weights, bias), (out, last) = (
        (layer.weight.detach().numpy(), layer.bias.detach().numpy()) for layer in (module[0], module[3])
    )
    mean, spread = _moments(rows)
    return Network(tuple(inputs), mean, spread, np.column_stack([bias, weights]), np.concatenate([last, out[0]]))


def _lines(priors: dict[str, float]) -> Iterator[str]:
    yield "# Syllable, log odds. Written by `make train-summary`; see assistant/digest/concepts.py."
    yield from (f"{word}\t{value:.2f}" for word, value in priors.items())
    yield ""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="pairs.jsonl.xz, of which titles and abstracts of news are used")
    parser.add_argument("news", type=Path, help="articles with title, abstract and body")
    parser.add_argument("--first", type=int, default=700, help="articles learnt from; the rest are left for measuring")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the tables")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    texts, articles = read_examples(arguments.pairs, arguments.news, arguments.first, Settings())
    priors = fit_priors(texts)
    networks = fit_concepts(texts, priors)
    # Texts without a title, twice as many, changed nothing here.
    chosen = [e for e in texts if e.title] + articles
    rows = [weighed(e, concepts_by(networks, priors, e)) for e in chosen]
    weights = [1.0] * (len(chosen) - len(articles)) + [_WHOLE] * len(articles)
    networks["sets"] = fit_sets(rows, weights, price=_PRICE, count=_NETWORKS)
    (arguments.out / TABLE).write_text(table(networks), encoding="utf-8")
    (arguments.out / PRIORS).write_text("\n".join(_lines(priors)), encoding="utf-8")


if __name__ == "__main__":
    main()
