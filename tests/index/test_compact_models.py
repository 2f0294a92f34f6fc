"""The bundled compact models: what they must know of the language, and what their cards say of them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.settings import Settings
from corpus.spelling import fold
from index.cross_encoder import cross_encoder, rerank
from index.embedder import Embedder, load_embedder
from index.onnx_model import bundled

ASKED = {
    "Đảng viên dự bị có những quyền gì?": (
        "Đảng viên dự bị có các quyền nêu trên, trừ quyền biểu quyết, ứng cử và bầu cử cơ quan lãnh đạo của Đảng."
    ),
    "Mức phạt khi không đội mũ bảo hiểm là bao nhiêu?": (
        "Phạt tiền từ 400.000 đồng đến 600.000 đồng đối với người điều khiển xe máy không đội mũ bảo hiểm."
    ),
    "Nghỉ thai sản được mấy tháng?": "Lao động nữ được nghỉ thai sản trước và sau khi sinh con là 06 tháng.",
    "Ai ký quyết định bổ nhiệm hiệu trưởng?": (
        "Chủ tịch Ủy ban nhân dân cấp huyện quyết định bổ nhiệm, miễn nhiệm hiệu trưởng trường trung học cơ sở."
    ),
    "Nguyên nhân của lũ lụt ở miền Trung?": (
        "Mưa lớn kéo dài, địa hình dốc và rừng đầu nguồn bị chặt phá khiến các tỉnh Trung Bộ thường xuyên ngập lụt."
    ),
}
PASSAGES = list(ASKED.values())


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Other tests put folders of their own in the place of the bundled ones."""
    cross_encoder.cache_clear()
    yield
    cross_encoder.cache_clear()


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return load_embedder(Settings(data_dir=tmp_path_factory.mktemp("data"), embedder="compact"))


@pytest.mark.parametrize("typed", [str, fold])
def test_the_reader_tells_which_passage_answers(typed: type[str]) -> None:
    for question, passage in ASKED.items():
        fits = rerank("compact", typed(question), PASSAGES)
        assert PASSAGES[int(np.argmax(fits))] == passage, question


@pytest.mark.parametrize("typed", [str, fold])
def test_the_bi_encoder_finds_it_among_all(embedder: Embedder, typed: type[str]) -> None:
    near = embedder.embed_queries([typed(q) for q in ASKED]) @ embedder.embed_passages(PASSAGES).T
    assert near.argmax(axis=1).tolist() == list(range(len(PASSAGES)))


@pytest.mark.parametrize("kind", ["reader", "embedder"])
def test_each_has_a_card_and_is_small(kind: str) -> None:
    folder = bundled(kind)
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert all(heading in card for heading in ("## Training", "## Scores", "## Limits"))
    assert sum(path.stat().st_size for path in Path(folder).iterdir()) < 40 * 2**20
