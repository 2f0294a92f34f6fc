"""Questions to press: of the samples where those are held, else of headings and titles; only ones with answers."""

from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.settings import Settings
from index.store import Store
from index.sync import sync
from index.writer import writing
from ui.web.examples import example_questions


def test_the_samples_have_four_that_are_answered(samples_dir: Path) -> None:
    from assistant.pipeline import Assistant

    with Store(Settings(data_dir=samples_dir), light=True) as store:
        assistant = Assistant(store)
        questions = example_questions(store.catalogue, "default", lambda q: not assistant.ask(q).abstained)
    assert len(questions) == 4
    assert "Làm hồ sơ xin vào Đảng cần những giấy tờ gì?" in questions


@pytest.fixture
def other(store: Store, tmp_path: Path) -> Catalogue:
    (tmp_path / "qd.txt").write_text(
        "ỦY BAN NHÂN DÂN\nSố: 12/QĐ-UBND\nQUYẾT ĐỊNH\nvề quản lý chợ\nĐiều 1. Giờ họp chợ trong tuần\n"
        "Chợ họp vào ngày chẵn.\nĐiều 2. Phí chỗ ngồi\nMỗi chỗ 20.000 đồng.\n",
        encoding="utf-8",
    )
    with writing(store) as writer:
        list(sync(writer, [tmp_path / "qd.txt"]))
    return store.catalogue


def test_elsewhere_they_come_from_what_is_held(other: Catalogue) -> None:
    asked: list[str] = []
    questions = example_questions(other, "default", lambda q: not asked.append(q))  # type: ignore[func-returns-value]
    assert questions == asked
    assert questions
    assert all(q.endswith("?") for q in questions)


def test_a_question_without_an_answer_is_not_offered(other: Catalogue) -> None:
    assert example_questions(other, "default", lambda _: False) == []


def test_an_empty_collection_has_none(store: Store) -> None:
    assert example_questions(store.catalogue, "default", lambda _: True) == []
