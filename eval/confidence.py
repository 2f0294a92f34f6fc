"""Fitting confidence: `python -m eval.confidence FOLDER FOLDER… --out assistant/confidence.tsv`.

Each data set in BEIR layout is asked its own questions, the same with the documents that answer them hidden, and those
of the other sets; then the same of parts of it, five and twenty documents large. Even halves only. Two logistic
regressions: own against foreign questions, own against hidden documents. Their product is put on the scale of chances
(Platt, 1999) by what they say of questions that they were not fitted to.
"""

from __future__ import annotations

import argparse
import math
import random
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.pipeline import Assistant
from assistant.records import Choices
from assistant.signs import BELONGS, BELONGS_BY_WORDS, HOLDS, HOLDS_BY_WORDS, SIGNS, Found
from corpus.settings import Settings
from eval.beir import find_beir, read_qrels, read_topics
from eval.records import Topic, half_of
from eval.workspace import beir_workspace
from index.embedder import load_embedder
from index.filters import EVERYTHING, Filters
from index.store import Store

Array = NDArray[Any]
Kind = Literal["own", "hidden", "foreign"]

_PARTS = ((5, 6, 0.08), (20, 3, 0.15))
"""Documents of a part, how many such parts, and what each weighs beside the whole set."""
_FOREIGN = 100
"""Foreign questions that a part is asked."""
_FOLDS = 5
_PULL = 10.0
"""Towards 0, on standardised signs, in units of an average example; 1 to 10 do equally well in five folds."""
_STEPS = 30
_ENOUGH = 0.95


@dataclass(frozen=True, slots=True)
class Example:
    """One question asked of one collection; `weight` is such that kinds weigh alike within a collection.

    `values` are empty where the question is refused without them.
    """

    collection: str
    kind: Kind
    topic_id: str
    values: Mapping[str, float]
    weight: float


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted regression; the weights are those of the signs as they are."""

    names: tuple[str, ...]
    weights: Array
    offset: float

    def of(self, values: Mapping[str, float]) -> float:
        """The chance, in [0, 1]."""
        logit = self.offset + sum(w * values[name] for name, w in zip(self.names, self.weights, strict=True))
        return float(1 / (1 + np.exp(-np.clip(logit, -500, 500))))


def examples(folders: Sequence[Path], settings: Settings) -> list[Example]:
    """What was found and said for the questions of the even halves, in every collection and part of one."""
    found = [find_beir(folder) for folder in folders]
    topics = {f.name: half_of(read_topics(f), "even") for f in found}
    out = []
    for folder in found:
        right: dict[str, tuple[str, ...]] = {}
        for qrel in read_qrels(folder):
            if qrel.grade > 0:
                right[qrel.topic_id] = (*right.get(qrel.topic_id, ()), qrel.doc_id)
        own = [t for t in topics[folder.name] if t.id in right]
        foreign = [t for name, several in topics.items() if name != folder.name for t in several]
        with beir_workspace(folder, settings) as workspace:
            asker = _Recorder(workspace.store)
            out += _weighed(folder.name, 1.0, [
                *asker.ask("own", own),
                *(e for t in own for e in asker.ask("hidden", [t], Filters(without=right[t.id]))),
                *asker.ask("foreign", foreign),
            ])  # fmt: skip
            chance = random.Random(0)
            answering = sorted({d for t in own for d in right[t.id]})
            for size, parts, weight in _PARTS:
                for n in range(parts):
                    part = Filters(documents=tuple(chance.sample(answering, min(size, len(answering)))))
                    inside = [t for t in own if set(right[t.id]) <= set(part.documents)]
                    several = chance.sample(foreign, min(_FOREIGN, len(foreign)))
                    asked = [*asker.ask("own", inside, part), *asker.ask("foreign", several, part)]
                    out += _weighed(f"{folder.name} {size}.{n}", weight, asked)
    return out


class _Recorder:
    """Asks, and keeps the signs that confidence would go by."""

    def __init__(self, store: Store):
        self._store, self._last = store, dict[str, float]()
        self._assistant = Assistant(store, sure=self._keep)

    def ask(
        self, kind: Kind, topics: Iterable[Topic], filters: Filters = EVERYTHING
    ) -> Iterator[tuple[Kind, str, dict[str, float]]]:
        """Each question's signs; an empty record for one that is refused whatever they say, or found nothing."""
        passages = self._held(filters.documents)
        for topic in topics:
            self._last = {}
            self._assistant.ask(topic.text, choices=Choices(filters=filters))
            yield kind, topic.id, self._last and self._last | ({"passages": passages} if passages else {})

    def _keep(self, *found: Any, **_: Any) -> float:
        if found[1] and found[2]:
            self._last = {name: sign(Found(*found)) for name, sign in SIGNS.items()}
        return 1.0

    def _held(self, documents: Sequence[str]) -> float:
        """The sign of how many passages a part has."""
        catalogue = self._store.catalogue
        rows = [len(catalogue.rows("SELECT 1 FROM passages p JOIN documents d USING (key) WHERE d.id = ?", (d,)))
                for d in documents]  # fmt: skip
        return float(np.log1p(sum(rows)))


def _weighed(name: str, weight: float, asked: Iterable[tuple[Kind, str, dict[str, float]]]) -> list[Example]:
    several = list(asked)
    counts = {kind: sum(k == kind and bool(values) for k, _, values in several) for kind, _, _ in several}
    return [Example(name, kind, topic, values, weight / max(counts[kind], 1)) for kind, topic, values in several]


def fit(several: Sequence[Example], names: Sequence[str]) -> Logistic:
    """A logistic regression of the own questions among these examples, by Newton's method."""
    several = [e for e in several if e.values]
    raw = np.array([[e.values[name] for name in names] for e in several])
    wanted = np.array([float(e.kind == "own") for e in several])
    weight = np.array([e.weight for e in several])
    weight = weight / weight.mean()
    middle, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-6
    values = np.hstack([(raw - middle) / spread, np.ones((len(raw), 1))])
    pull = np.diag([*[_PULL] * len(names), 1e-6])
    w = np.zeros(values.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(values @ w, -30, 30)))
        uphill = values.T @ (weight * (wanted - chance)) - pull @ w
        bend = (values * (weight * chance * (1 - chance))[:, None]).T @ values + pull
        step = np.linalg.solve(bend, uphill)
        w = w + step * min(1.0, 5.0 / (np.abs(step).max() + 1e-9))
    weights = w[:-1] / spread
    return Logistic(tuple(names), weights, float(w[-1] - weights @ middle))


def product(several: Sequence[Example], belongs: Sequence[str], holds: Sequence[str]) -> list[Logistic]:
    """The two regressions whose product confidence is."""
    return [
        fit([e for e in several if e.kind != "hidden"], belongs),
        fit([e for e in several if e.kind != "foreign"], holds),
    ]


def unseen(several: Sequence[Example], belongs: Sequence[str], holds: Sequence[str]) -> Array:
    """The product for each example by models that were fitted without its question, in whatever collection."""
    fold = np.array([zlib.crc32(e.topic_id.encode()) % _FOLDS for e in several])
    out = np.zeros(len(several))
    for n in range(_FOLDS):
        models = product([e for e, f in zip(several, fold, strict=True) if f != n], belongs, holds)
        for i in map(int, np.flatnonzero(fold == n)):
            if several[i].values:
                out[i] = math.prod(model.of(several[i].values) for model in models)
    return out


def scale(several: Sequence[Example], products: Array) -> Logistic:
    """The chance that a question is answered by the logarithm of the product, where half of all questions are."""
    known = [
        Example(e.collection, e.kind, e.topic_id, {"slope": float(np.log(max(p, 1e-9)))}, e.weight)
        for e, p in zip(several, products, strict=True)
        if e.values and e.kind != "foreign" and e.weight > 0 and " " not in e.collection
    ]
    return fit(known, ["slope"])


def main() -> None:
    """The command line; what each collection's questions come to at the best threshold is printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, help="data sets in BEIR layout, at least two")
    parser.add_argument("--out", type=Path, required=True, help="the table to write")
    arguments = parser.parse_args()
    settings = Settings(near_duplicates=False)
    several = examples(arguments.folders, settings)
    rows = ["# Model, sign, weight. Written by `make train-confidence`; see assistant/confidence.py."]
    rows.append(f"embedder\t{load_embedder(settings, light=True).fingerprint[:12]}\t1")
    for kind, belongs, holds in (("all", BELONGS, HOLDS), ("by_words", BELONGS_BY_WORDS, HOLDS_BY_WORDS)):
        unknown = unseen(several, belongs, holds)
        scaled = scale(several, unknown)
        for name, model in zip(("belongs", "holds", "scale"), [*product(several, belongs, holds), scaled], strict=True):
            rows.append(f"{name}.{kind}\toffset\t{model.offset:.4f}")
            rows += [f"{name}.{kind}\t{s}\t{w:.4f}" for s, w in zip(model.names, model.weights, strict=True)]
        print(kind)
        _told(several, np.array([scaled.of({"slope": float(np.log(max(p, 1e-9)))}) for p in unknown]))
    arguments.out.write_text("\n".join([*rows, ""]), encoding="utf-8")


def _told(several: Sequence[Example], sure: Array) -> None:
    """Print what is answered and refused at the threshold whose worst share is best, and AUROC against hidden ones."""
    whole = [n for n in dict.fromkeys(e.collection for e in several) if " " not in n]

    def of(name: str, kind: Kind) -> Array:
        return np.array([s for e, s in zip(several, sure, strict=True) if (e.collection, e.kind) == (name, kind)])

    def shares(at: float) -> list[tuple[float, float]]:
        return [(float((of(n, "own") >= at).mean()), float((of(n, "foreign") < at).mean())) for n in whole]

    # Of several that do equally well the most careful: a wrong answer is worse than none.
    tried = np.linspace(0.01, 0.6, 119)
    worst = np.array([min(min(pair) for pair in shares(t)) for t in tried])
    best = float(tried[worst >= worst.max() - 1e-9].max())
    print(f"  threshold {best:.3f}, at least {_ENOUGH:.0%} wanted of each")
    for name, (answered, refused) in zip(whole, shares(best), strict=True):
        own, hidden = of(name, "own"), of(name, "hidden")
        auroc = float(np.mean([(own > h).mean() + (own == h).mean() / 2 for h in hidden]))
        print(f"  {name}: answered {answered:.3f}, foreign refused {refused:.3f}, hidden AUROC {auroc:.3f}")
    small = [(e, s) for e, s in zip(several, sure, strict=True) if " " in e.collection]
    for kind in ("own", "foreign"):
        print(f"  parts, {kind}: answered {np.mean([s >= best for e, s in small if e.kind == kind]):.3f}")


if __name__ == "__main__":
    main()
