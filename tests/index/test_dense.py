"""The dense leg on a real Chroma collection."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index.dense import DenseIndex
from tests.index.documents import FACTS


def vectors(n: int, dim: int = 16, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def ids(n: int) -> list[str]:
    return [f"p{i}" for i in range(n)]


def write(index: DenseIndex, rows: np.ndarray) -> None:
    index.write(ids(len(rows)), rows, [FACTS] * len(rows))


def test_each_vector_is_its_own_nearest_by_cosine(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path / "chroma", "passages-1")
    rows = vectors(300)
    write(index, rows)
    for i, hits in enumerate(index.search_many(rows, 3)):
        assert hits[0] == (f"p{i}", pytest.approx(1.0, abs=1e-5))
    [(name, cosine)] = index.search(rows[0] * -1 + rows[1] * 0.01, 1)
    assert cosine == pytest.approx(float(rows[int(name[1:])] @ -rows[0]), abs=0.05)


def test_writing_twice_is_writing_once_and_removing_removes(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path / "chroma", "passages-1")
    rows = vectors(50)
    for _ in range(3):
        write(index, rows)
    assert len(index) == 50
    assert [h[0][0] for h in index.search_many(rows, 1)] == ids(50)
    index.write(remove=["p0", "không có"])
    assert len(index) == 49
    assert index.search(rows[0], 1)[0][0] != "p0"
    assert set(index.vectors(["p0", "p1"])) == {"p1"}


def test_an_index_not_there_and_a_question_without_known_words_find_nothing(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path / "chroma", "passages-1")
    assert index.search(vectors(1)[0], 5) == []
    assert len(index) == 0
    write(index, vectors(3))
    assert index.search(np.zeros(16, dtype=np.float32), 5) == []


def test_builds_live_side_by_side_and_one_can_be_destroyed(tmp_path: Path) -> None:
    old, new = DenseIndex(tmp_path / "chroma", "passages-1"), DenseIndex(tmp_path / "chroma", "passages-2")
    write(old, vectors(5))
    write(new, vectors(7))
    new.destroy("passages-1")
    assert len(new) == 7
    assert len(DenseIndex(tmp_path / "chroma", "passages-1")) == 0


OTHER_PROCESS = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.index.test_dense import vectors
from index.dense import DenseIndex
index = DenseIndex(Path({path!r}), "passages-1")
rows = vectors(1500, seed=1)
index.write([f"q{{i}}" for i in range(1500)], rows, [{{"doc_id": "b"}}] * 1500, remove=["p0"])
"""


def test_a_reader_that_reopens_sees_what_another_process_wrote_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "chroma"
    index = DenseIndex(path, "passages-1")
    rows, theirs = vectors(1200), vectors(1500, seed=1)
    write(index, rows)
    script = OTHER_PROCESS.format(root=str(Path(__file__).parents[2]), path=str(path))
    subprocess.run([sys.executable, "-c", script], check=True)
    assert index.reopen(wait_s=5)
    assert index.search(rows[0], 1)[0][0] != "p0"
    assert [h[0][0] for h in index.search_many(theirs, 1)] == [f"q{i}" for i in range(1500)]
    assert [h[0][0] for h in index.search_many(rows[1:], 1)] == ids(1200)[1:]
    write(index, rows[:1])
    assert index.search(rows[0], 1)[0][0] == "p0"


def test_a_reader_does_not_wait_for_a_busy_writer_and_goes_on_with_what_it_has(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path / "chroma", "passages-1")
    rows = vectors(5)
    write(index, rows)
    with FileLock(tmp_path / "chroma.lock"):
        assert not index.reopen(wait_s=0.05)
        assert index.search(rows[2], 1)[0][0] == "p2"
