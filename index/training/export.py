"""A trained reader or bi-encoder as a folder that processors run: the network as ONNX in eight bits, and its tokenizer.

    python -m index.training.export WORK/reader.safetensors --out FOLDER

Weights of matrices become int8, one scale a column; activations are quantised as they come. Needs the library onnx
(`pip install -e ".[train]"`); what it writes does not.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from corpus.errors import VankienError
from index.onnx_model import KINDS, MANIFEST, NETWORK, PREPARATION
from index.training.contrastive import EmbeddingModel
from index.training.course import held_weights
from index.training.encoder import Encoder, Shape
from index.training.reading_model import ReadingModel

_OPERATORS = 18
"""Version of ONNX's set of operators."""


def restored(weights: Path) -> tuple[str, ReadingModel | EmbeddingModel]:
    """The kind, one of `KINDS`, and the model whose weights `index.training.compact` wrote."""
    shape, held = held_weights(weights)
    encoder = Encoder(Shape(**shape))
    reads = "fit.weight" in held
    model = ReadingModel(encoder) if reads else EmbeddingModel(encoder)
    model.load_state_dict(held)
    return KINDS[0] if reads else KINDS[1], model.eval()


def export(weights: Path, tokenizer: Path, out: Path, longest: int = 256) -> None:
    """Write the folder `out`; a README.md that is there already stays. `longest` is the tokens of a row."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    kind, model = restored(weights)
    out.mkdir(parents=True, exist_ok=True)
    outputs = ["fit", "marks"] if kind == KINDS[0] else ["vector"]
    axes: dict[str, Any] = {"ids": {0: "n", 1: "tokens"}} | {name: {0: "n"} for name in outputs}
    if "marks" in axes:
        axes["marks"] = {0: "n", 1: "tokens"}
    ids = torch.randint(5, model.encoder.shape.vocabulary, (3, 24))
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # The exporter that follows the code needs another library, and its networks are slower.
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            model, (ids,), str(whole), input_names=["ids"], output_names=outputs, dynamic_axes=axes,
            opset_version=_OPERATORS, dynamo=False,
        )  # fmt: skip
        # Seven bits: sums of eight overflow on processors without VNNI.
        quantize_dynamic(whole, out / NETWORK, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    (out / NETWORK).chmod(0o644)
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    manifest = {"kind": kind, "preparation": PREPARATION, "longest": longest, "shape": held_weights(weights)[0]}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m index.training.export", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("weights", type=Path, help="what a stage of index.training.compact wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--longest", type=int, default=256, help="tokens of a row")
    options = parser.parse_args(argv)
    try:
        export(options.weights, options.weights.parent / "tokenizer.json", options.out, options.longest)
    except VankienError as exc:
        print(exc, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
