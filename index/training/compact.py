"""Train the compact encoder and what is made of it: `python -m index.training.compact STAGE --work FOLDER …`.

Stages, each of which needs those before it: `gather` (pairs and the even halves of benchmarks into one collection),
`prepare` (tokenizer and token arrays), `oppose` (wrong passages), `pretrain` (the body), `read` (the reranker and
reader), `embed` (the bi-encoder), `teach` (what that thinks of the pairs, for the static embedding to learn from).
Each training lasts for `--minutes`, keeps its weights in FOLDER every four, and goes on from those that it finds there
with `--resume`. It is meant for an accelerator; elsewhere it runs, at toy scale.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import VankienError
from index.training.collection import GROUPS, of_benchmark, of_pairs, read_lines, write_lines
from index.training.examples import HELD_OUT, Examples, examples, load_examples
from index.training.negatives import hard_negatives
from index.training.subwords import train_subwords

if TYPE_CHECKING:
    from torch import nn

    from index.training.encoder import Encoder

_ASKING = ("gì", "ai", "nào", "đâu", "nhiêu", "sao", "mấy", "gi", "nao", "dau", "nhieu")
_HELD_OUT = 400
"""Questions on law, at most a twentieth of them, that the trainings never see, to tell how they fare."""
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a stage is asked for on the command line."""

    work: Path
    minutes: float
    rate: float
    batch: int
    steps: int | None
    seed: int
    processes: int
    resume: bool
    width: int
    layers: int
    inner: int
    vocabulary: int


def prepare(plan: Plan, log: Log) -> None:
    """Read the collections in the work folder; write the tokenizer and the arrays."""
    lines = list(read_lines(sorted(plan.work.glob("*.jsonl*"))))
    log(f"{len(lines)} passages")
    tokenizer = train_subwords((f"{line.asked} {line.passage}" for line in lines[::2]), plan.vocabulary)
    tokenizer.save(str(plan.work / "tokenizer.json"), pretty=False)
    log(f"{tokenizer.get_vocab_size()} pieces")
    data = examples(lines, tokenizer, plan.seed, plan.processes)
    data.save(plan.work / "examples.npz")
    log(f"{len(data.owner)} questions, {len(data.passages.ids)} tokens, {int((data.spans[:, 0] >= 0).sum())} answers")


def oppose(plan: Plan, log: Log) -> None:
    """Find the wrong passages of each question; writes `negatives.npy`, whole or not at all."""
    data = load_examples(plan.work / "examples.npz")
    partial = plan.work / "negatives.partial.npy"
    np.save(partial, hard_negatives(data, plan.processes))
    partial.replace(plan.work / "negatives.npy")


def pretrain(plan: Plan, log: Log) -> None:
    """Train the body on `prepare`'s arrays; writes `body.safetensors`."""
    import torch

    from index.training import masked
    from index.training.course import Course, compiled, device, keep_weights, mixed, optimizers, prefetched

    data = load_examples(plan.work / "examples.npz")
    model = masked.MaskedModel(_encoder(plan, data)).to(device())
    if plan.resume:
        _resumed(model, plan.work / "body.safetensors")
    generator = torch.Generator(device()).manual_seed(plan.seed)
    vocabulary = model.encoder.shape.vocabulary
    run = compiled(model)
    log(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f} million weights")

    def losses(batch: Any) -> dict[str, torch.Tensor]:
        ids, asked = (part.to(device(), non_blocking=True) for part in batch)
        with mixed():
            return {"guess": run(*masked.hide(ids, asked, generator, vocabulary))}

    def keep() -> None:
        keep_weights(model, asdict(model.encoder.shape), plan.work / "body.safetensors")

    batches = prefetched(lambda worker: masked.stream(data, plan.batch, plan.seed + worker), min(plan.processes, 4) - 1)
    course = Course(model, optimizers(model, plan.rate, orthogonal=True), plan.minutes, log, keep)
    course.steps_at_most = plan.steps
    course.run(batches, losses)


def read(plan: Plan, log: Log) -> None:
    """Train the reranker and reader from the body; writes `reader.safetensors`."""
    import torch
    from tokenizers import Tokenizer

    from index.training import reading
    from index.training.course import Course, compiled, device, keep_weights, mixed, optimizers, prefetched
    from index.training.reading_model import ReadingModel

    data, negatives, kept_apart = _taught(plan)
    model = ReadingModel(_encoder(plan, data)).to(device())
    _started(model, plan, "reader")
    tokenizer = Tokenizer.from_file(str(plan.work / "tokenizer.json"))
    asking = np.array([i for word in _ASKING if (i := tokenizer.token_to_id(word)) is not None], dtype=np.int64)
    run = compiled(model)

    def losses(batch: Any) -> dict[str, torch.Tensor]:
        ids, spans = (part.to(device(), non_blocking=True) for part in batch)
        with mixed():
            fit, marks = run(ids)
        return {
            "rank": reading.rank_loss(fit[: plan.batch * reading.SIZE], reading.SIZE),
            "span": 0.3 * reading.span_loss(marks, spans),
        }

    def keep() -> None:
        keep_weights(model, asdict(model.encoder.shape), plan.work / "reader.safetensors")

    seen = _without(data, kept_apart)
    batches = prefetched(
        lambda worker: reading.stream(seen, negatives, asking, plan.seed + worker, plan.batch), plan.processes - 1
    )
    course = Course(model, optimizers(model, plan.rate), plan.minutes, log, keep)
    course.steps_at_most = plan.steps
    course.run(batches, losses)
    with mixed():
        found = reading.held_out_rank(model.eval(), data, negatives, kept_apart, device())
    log(f"held out: mean reciprocal rank {found:.3f} among {negatives.shape[1] + 1}")


def embed(plan: Plan, log: Log) -> None:
    """Train the bi-encoder from the body; writes `embedder.safetensors`."""
    import torch

    from index.training import contrastive
    from index.training.course import Course, compiled, device, keep_weights, mixed, optimizers, prefetched

    data, negatives, kept_apart = _taught(plan)
    model = contrastive.EmbeddingModel(_encoder(plan, data)).to(device())
    _started(model, plan, "embedder")
    run = compiled(model)

    def losses(batch: Any) -> dict[str, torch.Tensor]:
        questions, passages, numbers = (part.to(device(), non_blocking=True) for part in batch)
        with mixed():
            asked, answers = run(questions), run(passages)
        return {"contrast": contrastive.contrast(asked, answers, numbers)}

    def keep() -> None:
        keep_weights(model, asdict(model.encoder.shape), plan.work / "embedder.safetensors")

    seen = _without(data, kept_apart)
    batches = prefetched(
        lambda worker: contrastive.stream(seen, negatives, plan.batch, plan.seed + worker), min(plan.processes, 6) - 1
    )
    course = Course(model, optimizers(model, plan.rate), plan.minutes, log, keep)
    course.steps_at_most = plan.steps
    course.run(batches, losses)


def teach(plan: Plan, log: Log) -> None:
    """Write what the bi-encoder thinks of each question's passages: `likeness.npy`, see `contrastive.likeness`."""
    from index.training.contrastive import EmbeddingModel, likeness
    from index.training.course import device, held_weights, mixed

    data, negatives, kept_apart = _taught(plan)
    model = EmbeddingModel(_encoder(plan, data)).to(device()).eval()
    model.load_state_dict(held_weights(plan.work / "embedder.safetensors")[1])
    with mixed():
        found = likeness(model, data, negatives, device())
    np.save(plan.work / "likeness.npy", found)
    better = 1 + (found[kept_apart, 1:] >= found[kept_apart, :1]).sum(axis=1)
    log(f"held out: mean reciprocal rank {float((1 / better).mean()):.3f} among {found.shape[1]}")


def _encoder(plan: Plan, data: Examples) -> Encoder:
    import torch

    from index.training.encoder import Encoder, Shape

    torch.manual_seed(plan.seed)
    torch.set_float32_matmul_precision("high")
    pieces = int(max(tokens.ids.max() for tokens in (data.passages, data.bare_passages, data.questions, data.bare))) + 1
    # Multiples of 64 suit accelerators.
    vocabulary = -(-pieces // 64) * 64
    return Encoder(Shape(vocabulary, plan.width, plan.layers, plan.width // 64 or 1, plan.inner))


def _started(model: nn.Module, plan: Plan, name: str) -> None:
    """Give `model` the body's weights, or its own of before where it is resumed."""
    path = plan.work / f"{name}.safetensors"
    if plan.resume and path.is_file():
        _resumed(model, path)
        return
    from index.training.course import held_weights

    _, weights = held_weights(plan.work / "body.safetensors")
    encoder: Any = model.encoder
    encoder.load_state_dict({n.removeprefix("encoder."): w for n, w in weights.items() if n.startswith("encoder.")})


def _resumed(model: nn.Module, path: Path) -> None:
    from index.training.course import held_weights

    if path.is_file():
        model.load_state_dict(held_weights(path)[1])


def _taught(plan: Plan) -> tuple[Examples, np.ndarray, np.ndarray]:
    """The arrays, the wrong passages, and the questions that are kept apart."""
    data = load_examples(plan.work / "examples.npz")
    law = np.flatnonzero(np.array([GROUPS.get(kind) == "law" for kind in data.kinds])[data.kind])
    apart = np.random.default_rng(plan.seed).permutation(law)[: min(_HELD_OUT, len(law) // 20)]
    return data, np.load(plan.work / "negatives.npy"), apart


def _without(data: Examples, questions: np.ndarray) -> Examples:
    """The same, with those questions of a kind that is never shown."""
    from dataclasses import replace

    kind = data.kind.copy()
    kind[questions] = len(data.kinds)
    return replace(data, kind=kind, kinds=(*data.kinds, HELD_OUT))


STAGES = {"prepare": prepare, "oppose": oppose, "pretrain": pretrain, "read": read, "embed": embed, "teach": teach}


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m index.training.compact", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("stage", choices=["gather", *STAGES])
    parser.add_argument("data", type=Path, nargs="*", help="for `gather`: the pairs, then folders of benchmarks")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--steps", type=int, help="stop after so many")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--inner", type=int, default=768)
    parser.add_argument("--vocabulary", type=int, default=16_000)
    options = vars(parser.parse_args(argv))
    stage, data = options.pop("stage"), options.pop("data")
    began = time.monotonic()

    def log(message: str) -> None:
        print(f"[{time.monotonic() - began:4.0f} s] {stage}: {message}", file=sys.stderr, flush=True)

    plan = Plan(**options)
    plan.work.mkdir(parents=True, exist_ok=True)
    try:
        if stage == "gather":
            write_lines(of_pairs(data[0]), plan.work / "pairs.jsonl.xz")
            for folder in data[1:]:
                write_lines(of_benchmark(folder), plan.work / f"{folder.name}.jsonl.xz")
        else:
            STAGES[stage](plan, log)
    except VankienError as exc:
        print(exc, file=sys.stderr)
        return 1
    log("done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
