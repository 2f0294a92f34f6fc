"""Which neighbouring syllables are a word."""

import json

from index.training import compounds
from index.training.compounds import compounds as count


def test_what_stands_together_whenever_it_stands_is_a_word(monkeypatch):
    monkeypatch.setattr(compounds, "_FLOOR", 5)
    texts = [f"chúng tôi xem sinh viên năm {i} và của các {w}" for i, w in enumerate(["nhà", "vườn", "ao", "đồi"] * 5)]
    n, found = count(texts)
    assert n == 20
    assert found["sinh", "viên"][1] == 20
    assert ("của", "nhà") not in found and ("năm", "1") not in found


def test_the_table_says_how_many_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(compounds, "_FLOOR", 1)
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "compounds.tsv"
    pairs.write_text(json.dumps({"q": "Sinh viên?", "p": "lao động"}, ensure_ascii=False) + "\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["compounds", str(pairs), "--out", str(out)])
    compounds.main()
    first, *rows = out.read_text(encoding="utf-8").splitlines()
    assert first == "#\t\t1"
    assert all(len(row.split("\t")) == 3 for row in rows)
