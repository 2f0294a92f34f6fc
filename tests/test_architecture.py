"""The house: layers point one way, each foreign library has few doors, the packages are ours."""

import ast
import importlib
import importlib.metadata
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from corpus.settings import ROOT

LAYERS = ["corpus", "index", "assistant", "eval", "ui"]
"""Each may import those before it."""

DOORS = {
    "pypdf": {"corpus/readers/pdf*.py"},
    "docx": {"corpus/readers/docx*.py", "corpus/samples/write_docx.py", "ui/web/transcript.py", "ui/digest_docx.py"},
    "lxml": {"corpus/readers/*.py"},
    "python_calamine": {"corpus/readers/sheets.py"},
    "pptx": {"corpus/readers/pptx.py"},
    "pypdfium2": {"corpus/drawing.py"},
    "pytesseract": {"corpus/readers/pdf_ocr.py"},
    "PIL": {"corpus/drawing.py", "corpus/pictures.py", "corpus/readers/pdf_*.py"},
    "watchfiles": {"index/watching.py"},
    "jinja2": {"ui/*.py", "eval/*.py"},
    "yaml": {"eval/conditions.py"},
    "matplotlib": {"eval/*.py"},
    "charset_normalizer": {"corpus/readers/decode.py"},
    "reportlab": {"corpus/samples/*.py"},
    "sqlite3": {"corpus/database.py", "corpus/migration.py"},
    "pydantic_settings": {"corpus/settings.py"},
    "tantivy": {"index/lexical.py"},
    "chromadb": {"index/dense.py"},
    "sentence_transformers": {"index/embedder.py", "index/cross_encoder.py", "index/training/*.py"},
    "model2vec": {"index/embedder.py"},
    "torch": {"index/embedder.py", "index/cross_encoder.py", "index/training/*.py", "eval/summary_training.py"},
    "tokenizers": {"index/training/*.py", "index/embedder.py", "index/onnx_model.py", "assistant/tokens.py"},
    "onnxruntime": {"index/training/*.py", "index/onnx_model.py"},
    "scipy": {"index/training/*.py"},
    "safetensors": {"index/training/*.py", "index/embedder.py"},
    "filelock": {"index/dense.py", "index/writer.py", "assistant/digest/batch.py", "eval/workspace.py"},
    "llama_index": {"index/retriever.py", "assistant/llm.py"},
    "httpx": {"assistant/llm.py"},
    "ollama": {"assistant/llm.py"},
    "ir_measures": {"eval/*.py"},
    "openpyxl": {"ui/task_sheets.py"},
    "sumy": {"eval/peers.py"},
    "typer": {"ui/*.py"},
    "rich": {"ui/*.py"},
    "gradio": {"ui/web/*.py"},
    "fastapi": {
        *("ui/web/app.py", "ui/web/originals.py", "ui/web/exports.py", "ui/api/*.py"),
        *("ui/web/screens.py", "ui/web/digest_screens.py", "ui/web/screen_parts.py", "ui/web/source_routes.py"),
    },
    "uvicorn": {"ui/web/serve.py"},
    "mcp": {"ui/api/*.py"},
    "python_multipart": {"ui/api/receiving.py"},
    "prometheus_client": {"ui/api/*.py"},
}


@cache
def modules() -> list[Path]:
    return [path for package in LAYERS for path in sorted((ROOT / package).rglob("*.py"))]


@cache
def imports(path: Path) -> list[tuple[str, int]]:
    return list(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.module or "", node.lineno


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down_the_layers_only(path: Path) -> None:
    own = LAYERS.index(path.relative_to(ROOT).parts[0])
    for name, line in imports(path):
        top = name.split(".")[0]
        if top in LAYERS:
            assert LAYERS.index(top) <= own, f"{path}:{line} imports {name}, a layer above"
            assert "." in name or top != "eval", f"{path}:{line}: `import eval` hides the builtin"


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_foreign_library_enters_by_its_doors_only(library: str) -> None:
    for path in modules():
        relative = path.relative_to(ROOT)
        if any(name.split(".")[0] == library for name, _ in imports(path)):
            assert any(relative.match(door) for door in DOORS[library]), f"{relative} imports {library}"


@pytest.mark.parametrize("name", LAYERS)
def test_the_packages_resolve_inside_the_repository_and_nobody_else_owns_them(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__file__ is not None
    assert Path(module.__file__).resolve().is_relative_to(ROOT)
    assert set(importlib.metadata.packages_distributions().get(name, [])) <= {"vankien"}


def test_every_package_is_listed_for_installation() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"])
    found = {str(p.parent.relative_to(ROOT)).replace("/", ".") for p in modules() if p.name == "__init__.py"}
    assert listed == found


def test_only_the_settings_read_the_environment() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        reads = "os.getenv" in text or "environ.get(" in text or 'environ["' in text.replace('environ["HF_', "")
        assert not reads or path == ROOT / "corpus/settings.py", f"{path} reads the environment"


def test_no_module_has_grown_past_what_one_concept_needs() -> None:
    long = {str(p.relative_to(ROOT)): n for p in modules() if (n := len(p.read_text("utf-8").splitlines())) > 350}
    assert not long, f"split these: {long}"


def test_no_file_names_a_package_index() -> None:
    for name in ("pyproject.toml", "constraints.txt", "Makefile"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--index-url" not in text
        assert "--extra-index" not in text
        assert "+cpu" not in text
