"""A training within a given time: its learning rate, its steps, its log, and where it can be taken up again."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn

_WARM = 0.03
"""Share of the time in which the learning rate rises."""
_LEAST = 0.02
_LONGEST_STEP = 1.0
"""Largest norm of a step's gradients."""


def device() -> str:
    """`cuda` where there is such an accelerator, else `cpu`."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def mixed() -> AbstractContextManager[Any]:
    """bfloat16 where an accelerator multiplies it."""
    return torch.autocast("cuda", dtype=torch.bfloat16) if device() == "cuda" else nullcontext()


def compiled(module: Any) -> Any:
    """`module`, made faster where there is an accelerator."""
    return torch.compile(module, dynamic=False) if device() == "cuda" else module


def optimizers(model: nn.Module, rate: float, *, orthogonal: bool = False) -> list[torch.optim.Optimizer]:
    """AdamW for all weights; with `orthogonal`, Muon for the matrices of the layers (Jordan et al., 2024)."""
    matrices: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for name, weights in model.named_parameters():
        (matrices if orthogonal and weights.ndim == 2 and ".layers." in f".{name}" else others).append(weights)
    made: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0.01, fused=device() == "cuda")
    ]
    if matrices:
        made.append(torch.optim.Muon(matrices, lr=rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"))
    for optimizer in made:
        for group in optimizer.param_groups:
            group["highest"] = group["lr"]
    return made


@dataclass(slots=True)
class Course:
    """Steps of `model` for `minutes`; `log` gets a line a few seconds apart.

    Every `saved_every` seconds, and at the end, `keep` is called: a training that is cut off loses no more than that.
    """

    model: nn.Module
    optimizers: list[torch.optim.Optimizer]
    minutes: float
    log: Callable[[str], None]
    keep: Callable[[], None] = lambda: None
    saved_every: float = 240.0
    steps_at_most: int | None = None
    steps: int = 0
    average: dict[str, float] = field(default_factory=dict)

    def run(self, batches: Iterable[Any], losses: Callable[[Any], dict[str, torch.Tensor]]) -> None:
        """Take steps down the sum of `losses` of each of `batches` until the time is over."""
        began = shown = saved = time.monotonic()
        weights = [p for p in self.model.parameters() if p.requires_grad]
        for batch in batches:
            done = (time.monotonic() - began) / (60 * self.minutes)
            if self.steps_at_most is not None:
                done = max(done, self.steps / max(self.steps_at_most, 1), float(self.steps_at_most == 0))
            if done >= 1:
                break
            for optimizer in self.optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = group["highest"] * min(1.0, done / _WARM + 1e-3) * max(_LEAST, 1 - done)
                optimizer.zero_grad(set_to_none=True)
            parts = losses(batch)
            total = torch.stack(list(parts.values())).sum()
            total.backward()
            nn.utils.clip_grad_norm_(weights, _LONGEST_STEP)
            for optimizer in self.optimizers:
                optimizer.step()
            self.steps += 1
            # Reading a loss waits for the accelerator: now and then is enough.
            if self.steps % 25 == 1:
                for name, loss in parts.items():
                    value = float(loss.detach())
                    self.average[name] = value if self.steps == 1 else 0.7 * self.average[name] + 0.3 * value
                if not math.isfinite(sum(self.average.values())):
                    raise FloatingPointError(f"loss is {self.average} after {self.steps} steps")
                now = time.monotonic()
                if now - shown > 10 or self.steps == 1:
                    told = ", ".join(f"{name} {value:.3f}" for name, value in self.average.items())
                    self.log(f"step {self.steps}, {now - began:.0f} s: {told}")
                    shown = now
                if now - saved > self.saved_every:
                    self.keep()
                    saved = now
        self.keep()
        self.log(f"{self.steps} steps in {time.monotonic() - began:.0f} s")


def prefetched(stream: Callable[[int], Iterator[Any]], workers: int) -> Iterable[Any]:
    """The batches that `stream` makes of a seed, made by `workers` processes beside the training."""
    from torch.utils.data import DataLoader, IterableDataset, get_worker_info

    class Batches(IterableDataset):
        def __iter__(self) -> Iterator[Any]:
            worker = get_worker_info()
            return stream(worker.id if worker else 0)

    batches: Iterable[Any] = DataLoader(
        Batches(),
        batch_size=None,
        num_workers=workers,
        prefetch_factor=4 if workers else None,
        multiprocessing_context="fork" if workers else None,
        pin_memory=device() == "cuda",
    )
    return batches


def keep_weights(model: nn.Module, shape: Any, path: Path) -> None:
    """Write a model's weights in half precision, whole or not at all, with its shape beside them."""
    from safetensors.torch import save_file

    halves = {name: w.detach().to("cpu", torch.float16).contiguous() for name, w in model.state_dict().items()}
    partial = path.with_suffix(".partial")
    save_file(halves, partial, metadata={"shape": json.dumps(shape)})
    partial.chmod(0o644)
    partial.replace(path)


def held_weights(path: Path) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """The shape and the weights, float32, that `keep_weights` wrote."""
    from safetensors import safe_open

    with safe_open(path, framework="pt") as held:
        return json.loads(held.metadata()["shape"]), {name: held.get_tensor(name).float() for name in held.keys()}  # noqa: SIM118
