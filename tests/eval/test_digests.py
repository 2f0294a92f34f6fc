"""Summaries measured against what editors wrote."""

import json
from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.settings import Settings
from eval.digests import FIRST, OURS, measure_digests, read_articles
from eval.peers import PEERS
from eval.rouge import MEASURES
from index.embedder import HashEmbedder
from ui.cli import run

EMBED = HashEmbedder(64).embed_passages
BODY = """Các đại biểu chụp ảnh lưu niệm tại hội trường lớn.
Thời tiết ở vùng núi những ngày này nắng nhẹ, đêm và sáng có sương mù rải rác.
Sáng 5/3, tỉnh An Khê quyết định dự trữ 500 tấn gạo và 40 tấn thuốc trước mùa mưa bão.
Cuộc họp kết thúc lúc 11 giờ 30 phút cùng ngày, sau khi nghe hết các báo cáo."""
ARTICLE = {
    "title": "An Khê dự trữ gạo và thuốc trước mùa mưa bão",
    "abstract": "Tỉnh An Khê dự trữ 500 tấn gạo và 40 tấn thuốc trước mùa mưa bão.",
    "body": BODY,
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    articles = [
        {**ARTICLE, "id": f"bài {n}", "body": f"{BODY}\nĐây là bài viết số {n} của tòa soạn."} for n in range(9)
    ]
    path.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in articles), encoding="utf-8")
    return path


def test_ours_stands_beside_the_first_sentences_and_the_peers(news: Path) -> None:
    articles = read_articles(news, Settings(), last=8)
    told = measure_digests(articles, Settings(), peers=True, embed=EMBED).as_json()
    assert (told["articles"], told["measures"]["validity"]) == (8, 1.0)
    assert list(told["systems"]) == [OURS, FIRST, *PEERS]
    assert told["systems"][OURS]["ROUGE-1"] > told["systems"][FIRST]["ROUGE-1"]
    assert told["against"][FIRST]["ROUGE-1"]["p"] < 0.05
    assert set(told["against"]["LSA"]) == set(MEASURES)
    assert [a["id"] for a in told["per_article"]] == [f"bài {n}" for n in range(1, 9)]
    assert ARTICLE["title"] not in told["per_article"][0]["summary"]


def test_peers_keep_to_the_length(news: Path) -> None:
    result = measure_digests(read_articles(news, Settings()), Settings(), length=20, peers=True, embed=EMBED)
    assert all(result.systems[name].length < 35 for name in PEERS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "có 0 bài"),
        ('{"title": "a", "abstract": "b"}', "title, abstract, body"),
        ('{"title": "", "abstract": "b", "body": " "}', "không có chữ"),
        ("{", "không phải JSON"),
    ],
)
def test_a_file_that_cannot_be_measured_on(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        read_articles(path, Settings())


def test_more_articles_than_there_are(news: Path) -> None:
    with pytest.raises(BadInput, match="--last"):
        read_articles(news, Settings(), last=10)


def test_the_command_prints_one_object_and_its_gates_decide(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "digests", "--news", str(news), "--last", "3", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 3
    assert run(["eval", "digests", "--news", str(news), "--min", "ROUGE-2=0.99"]) == 1
    shown = capsys.readouterr()
    assert "ROUGE-L" in shown.out
    assert "ROUGE-2" in shown.err
