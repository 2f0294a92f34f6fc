"""A data set small enough to rank in one's head, and a toy embedder so that no model is needed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.beir import BeirFolder, find_beir
from index.embedder import HashEmbedder

CORPUS = [
    {
        "_id": "luat/1",
        "title": "Kết nạp đảng viên",
        "text": "Người vào Đảng phải từ đủ mười tám tuổi.\n\nPhải có lý lịch.",
    },
    {"_id": "luat/2", "title": "Đảng phí", "text": "Đảng viên đóng đảng phí hằng tháng tại chi bộ."},
    {"_id": "luat/3", "title": "", "text": "Chi bộ họp thường lệ mỗi tháng một lần, bí thư chủ trì."},
    {"_id": "luat/4", "title": "Khen thưởng", "text": "Huy hiệu trao cho người có ba mươi năm tuổi đảng."},
]
QUERIES = [
    {"_id": "q0", "text": "đóng đảng phí ở đâu?", "answer": "tại chi bộ"},
    {"_id": "q1", "text": "chi bộ họp mấy lần mỗi tháng?", "answers": ["một lần", "1 lần"]},
    {"_id": "q2", "text": "huy hiệu trao cho ai?"},
]
QRELS = [("q0", "luat/2", 1), ("q1", "luat/3", 1), ("q2", "luat/4", 1)]


@pytest.fixture
def write_beir(tmp_path: Path) -> Callable[..., BeirFolder]:
    """Writes a BEIR folder and finds it; each file may be given as records or as raw text."""

    def write(corpus=CORPUS, queries=QUERIES, qrels=QRELS, name="nho") -> BeirFolder:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for file, records in (("corpus.jsonl", corpus), ("queries.jsonl", queries)):
            text = (
                records
                if isinstance(records, str)
                else "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
            )
            (folder / file).write_text(text, encoding="utf-8")
        if qrels is not None:
            rows = (
                qrels
                if isinstance(qrels, str)
                else "query-id\tcorpus-id\tscore\n" + "".join("\t".join(map(str, row)) + "\n" for row in qrels)
            )
            (folder / "qrels.tsv").write_text(rows, encoding="utf-8")
        return find_beir(folder)

    return write


@pytest.fixture
def toy_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every store embeds by counting syllables."""
    monkeypatch.setattr("index.store.load_embedder", lambda settings, *, light=False: HashEmbedder())
