"""Conversations on disk: what comes back, who sees it, and what a crash or a full disk leaves."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.conversations import Conversations
from assistant.question import Understood
from assistant.records import ABSTENTION, Answer, Choices, Citation, Dropped, NearDocument, Sentence, Turn
from corpus.errors import StorageError
from corpus.near import Duplicate
from corpus.records import Metadata, Span
from index.filters import Filters

ME, OTHER = "a" * 32, "b" * 32


def answered(question: str = "Chợ có mấy gian?", said: str = "Chợ có 84 gian hàng.") -> Turn:
    span = Span(0, len(said))
    metadata = Metadata(title="Chợ", number="12-QĐ/UB", date="2026-02-03")
    cited = Citation(1, "d1", "/vb/cho.pdf", metadata, span, said, 1, ("Điều 1",), (Duplicate("d2", "/x", "y"),), 2)
    sentence = Sentence(said, (1,), Span(7, 9))
    answer = Answer(question, f"{question} (hiểu)", (sentence,), (cited,), confidence=0.5, timings_ms={"total": 1.5})
    return Turn(question, answer)


def refused(question: str = "Giá xăng?") -> Turn:
    return Turn(
        question,
        Answer(
            question,
            question,
            nearest=(NearDocument("d", "/vb/d.txt", "Dầu"),),
            reason="Không có văn bản nào nói",
            understood=(Understood("period", "Ưu tiên văn bản năm 2026"),),
            dropped=(Dropped("câu", "không có nguồn"),),
        ),
    )


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Conversations]:
    opened = Conversations(tmp_path / "data" / "conversations.sqlite3")
    yield opened
    opened.close()


def test_turns_come_back_whole(kept: Conversations, tmp_path: Path) -> None:
    chosen = Choices(Filters(after="2026-01-01", kinds=("chỉ thị",)), frozenset({"period"}), date(2026, 3, 4))
    one = kept.add(ME, None, answered(), chosen)
    assert kept.add(ME, one, refused()) == one
    kept.close()
    again = Conversations(tmp_path / "data" / "conversations.sqlite3")
    assert again.turns(ME, one) == (answered(), refused())
    first, second = again.exchanges(ME, one)
    assert (first.choices, second.choices) == (chosen, Choices())
    again.close()


def test_the_newest_stands_first_and_is_found_by_any_of_its_words(kept: Conversations) -> None:
    market = kept.add(ME, None, answered())
    fuel = kept.add(ME, None, refused())
    assert [h.id for h in kept.listing(ME)] == [fuel, market]
    kept.add(ME, market, refused("Còn điện?"))
    assert [(h.id, h.turns) for h in kept.listing(ME)] == [(market, 2), (fuel, 1)]
    for wanted in ("84 GIAN", "dien", "gian điện"):
        assert [h.id for h in kept.listing(ME, wanted)] == [market]
    assert kept.listing(ME, "gian xăng") == ()
    assert kept.listing(ME, "%") == ()


def test_nobody_sees_or_changes_another_s(kept: Conversations) -> None:
    mine = kept.add(ME, None, answered())
    for stranger in (OTHER, ""):
        assert kept.listing(stranger) == ()
        assert kept.turns(stranger, mine) == ()
        assert kept.head(stranger, mine) is None
        kept.rename(stranger, mine, "của tôi")
        kept.rate(stranger, mine, 0, -1)
        kept.cut(stranger, mine, 0)
        kept.delete(stranger, mine)
        assert kept.add(stranger, mine, refused()) != mine
    assert kept.turns(ME, mine) == (answered(),)
    assert kept.listing(ME)[0].title == "Chợ có mấy gian?"
    assert kept.rated() == ()
    assert kept.listing("") == ()


def test_a_turn_asked_again_takes_the_place_of_what_followed(kept: Conversations) -> None:
    one = kept.add(ME, None, answered())
    kept.add(ME, one, refused())
    kept.add(ME, one, refused("Ba?"))
    kept.add(ME, one, refused("Hai, sửa lại?"), instead_of=1)
    assert [t.question for t in kept.turns(ME, one)] == ["Chợ có mấy gian?", "Hai, sửa lại?"]
    kept.cut(ME, one, 1)
    assert kept.turns(ME, one) == (answered(),)


def test_titles_are_given_and_changed(kept: Conversations) -> None:
    one = kept.add(ME, None, refused("  Rất   dài " + "ơ" * 500))
    assert len(kept.listing(ME)[0].title) == 120
    kept.rename(ME, one, "Xăng\ndầu")
    kept.rename(ME, one, "  ")
    assert [h.title for h in kept.listing(ME)] == ["Xăng dầu"]
    assert kept.listing(ME, "xang DAU")
    kept.delete(ME, one)
    assert (kept.listing(ME), kept.turns(ME, one), kept.refused()) == ((), (), ())


def test_ratings_and_refusals_are_told_without_names(kept: Conversations) -> None:
    one = kept.add(ME, None, answered())
    two = kept.add(OTHER, None, refused())
    kept.rate(ME, one, 0, -1, "thiếu")
    kept.rate(ME, one, 0, 1, " rõ ")
    kept.rate(OTHER, two, 0, -1)
    kept.rate(OTHER, two, 7, -1)
    assert {(r.question, r.standalone, r.answer, r.rating, r.comment) for r in kept.rated()} == {
        ("Chợ có mấy gian?", "Chợ có mấy gian? (hiểu)", "Chợ có 84 gian hàng.", 1, "rõ"),
        ("Giá xăng?", "Giá xăng?", ABSTENTION, -1, ""),
    }
    (only,) = kept.refused()
    assert (only.question, only.reason) == ("Giá xăng?", "Không có văn bản nào nói")
    assert not any(ME in str(record) or OTHER in str(record) for record in (*kept.rated(), *kept.refused()))
    assert kept.exchanges(ME, one)[0].rating == 1


def test_an_answer_of_another_version_is_read_as_far_as_it_goes(kept: Conversations, tmp_path: Path) -> None:
    one = kept.add(ME, None, answered())
    with sqlite3.connect(tmp_path / "data" / "conversations.sqlite3") as db:
        db.execute("""UPDATE turns SET answer = replace(answer, '"confidence":0.5', '"newer":[1]')""")
    (turn,) = kept.turns(ME, one)
    assert turn.answer is not None
    assert (turn.answer.confidence, turn.answer.sentences) == (0.0, answered().answer.sentences)  # type: ignore[union-attr]
    with sqlite3.connect(tmp_path / "data" / "conversations.sqlite3") as db:
        db.execute("UPDATE turns SET answer = '{'")
    assert kept.turns(ME, one) == (Turn("Chợ có mấy gian?"),)
    db.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.text(max_size=20))
def test_whatever_is_typed_comes_back(kept: Conversations, question: str, wanted: str) -> None:
    wanted = wanted.encode(errors="ignore").decode()
    one = kept.add(ME, None, answered(question))
    assert kept.turns(ME, one) == (answered(question),)
    assert isinstance(kept.listing(ME, wanted), tuple)
    kept.delete(ME, one)


def test_a_killed_process_loses_nothing_that_was_added(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite3"
    program = (
        "import sys; from pathlib import Path; from assistant.conversations import Conversations\n"
        "from assistant.records import Turn\n"
        "kept = Conversations(Path(sys.argv[1])); n = 0; one = None\n"
        "while True:\n    one = kept.add('me', one, Turn(f'{n}?')); n += 1; print(n, flush=True)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout
    said = 0
    while said < 20:
        said = int(writer.stdout.readline())
    os.kill(writer.pid, signal.SIGKILL)
    said = int(([said, *map(int, writer.stdout.read().split())])[-1])
    writer.wait()
    kept = Conversations(path)
    (head,) = kept.listing("me")
    assert head.turns >= said
    assert [t.question for t in kept.turns("me", head.id)] == [f"{n}?" for n in range(head.turns)]
    kept.close()


def test_a_disk_that_refuses_is_an_error_and_what_was_kept_stays(kept: Conversations, tmp_path: Path) -> None:
    one = kept.add(ME, None, answered())
    [(pages,)] = kept._db.rows("PRAGMA page_count")
    kept._db.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError):
        kept.add(ME, one, refused("x" * 500_000))
    assert kept.turns(ME, one) == (answered(),)
