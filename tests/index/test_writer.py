"""Changing the collection, and being interrupted anywhere while changing it."""

from typing import Any

import pytest
from filelock import FileLock

from corpus.catalogue import Catalogue
from corpus.errors import CollectionLocked, StaleIndex, StorageError
from corpus.settings import Settings
from index.dense import DenseIndex
from index.lexical import LexicalIndex
from index.search import search
from index.store import Store
from index.verify import verify
from index.writer import writing
from tests.index.documents import document

OLD = [document("a", "Chi bộ họp định kỳ mỗi tháng một lần."), document("b", "Đảng phí nộp trước ngày mồng mười.")]
NEW = document("a", "Chi bộ họp định kỳ mỗi quý một lần.")


def put(store: Store, *documents: Any) -> list[tuple[str, int]]:
    with writing(store) as writer:
        return [(d.id, n) for d, n in writer.add(documents)]


def answers(store: Store, question: str) -> list[str]:
    return [hit.text for hit in search(store, question, 5)]


def test_documents_go_in_change_and_go_out(store: Store) -> None:
    assert put(store, *OLD) == [("a", 1), ("b", 1)]
    assert "mỗi tháng" in answers(store, "chi bộ họp định kỳ")[0]
    put(store, NEW)
    texts = answers(store, "chi bộ họp định kỳ")
    assert "mỗi quý" in texts[0]
    assert not any("mỗi tháng" in t for t in texts)
    with writing(store) as writer:
        writer.remove(["a"])
    assert not any("Chi bộ" in t for t in answers(store, "chi bộ họp định kỳ"))
    verdict = verify(store)
    assert verdict.consistent
    assert (verdict.documents, verdict.passages) == (1, 1)


def test_a_revision_that_is_held_already_is_left_alone(store: Store) -> None:
    put(store, *OLD)
    generation = store.catalogue.generation
    assert put(store, *OLD) == []
    assert store.catalogue.generation == generation


class Crash(BaseException):
    """The process dies here."""


TARGETS = [
    (owner, name, before)
    for owner, name in [
        (Catalogue, "intend"),
        (DenseIndex, "write"),
        (LexicalIndex, "write"),
        (Catalogue, "publish"),
        (Catalogue, "withdraw"),
        (Catalogue, "purge"),
    ]
    for before in (True, False)
]


@pytest.mark.parametrize(
    ("owner", "name", "before"),
    TARGETS,
    ids=[f"{'before' if b else 'after'}-{n}-of-{o.__name__}" for o, n, b in TARGETS],
)
@pytest.mark.parametrize("nth", [1, 2])
def test_a_crash_at_any_step_is_finished_by_the_next_writer(
    store: Store, settings: Settings, owner: type, name: str, before: bool, nth: int
) -> None:
    put(store, *OLD)
    real, calls = getattr(owner, name), 0

    def crash(self: Any, *args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth and before:
            raise Crash
        result = real(self, *args, **kwargs)
        if calls == nth:
            raise Crash
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, crash)
        try:
            with writing(store) as writer:
                list(writer.add([NEW, document("c", "Đoàn kiểm tra gồm năm người.")]))
                writer.remove(["b"])
        except Crash:
            pass
    store.close()
    with Store(settings) as reopened:
        seen = [d.text for d in reopened.catalogue.documents(text=True)]
        for hit in search(reopened, "chi bộ họp định kỳ đảng phí đoàn kiểm tra", 10):
            assert hit.text in seen, "an answer from what is not held"
        with writing(reopened):
            pass
        verdict = verify(reopened)
        assert verdict.consistent, verdict
        put(reopened, NEW, document("c", "Đoàn kiểm tra gồm năm người."))
        assert {d.id for d in reopened.catalogue.documents()} >= {"a", "c"}
        assert "mỗi quý" in answers(reopened, "chi bộ họp định kỳ")[0]
        assert verify(reopened).consistent


def test_a_disk_that_refuses_midway_loses_nothing_accepted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, *OLD)

    def full(*args: Any, **kwargs: Any) -> None:
        raise StorageError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(LexicalIndex, "write", full)
        with pytest.raises(StorageError):
            put(store, NEW)
    assert "mỗi tháng" in answers(store, "chi bộ họp định kỳ")[0]
    with writing(store):
        pass
    assert "mỗi quý" in answers(store, "chi bộ họp định kỳ")[0]
    assert verify(store).consistent


def test_one_writer_at_a_time(store: Store, settings: Settings) -> None:
    with (
        FileLock(settings.data_dir / "write.lock"),
        pytest.raises(CollectionLocked, match="Một tiến trình khác"),
        writing(store, wait_s=0.05),
    ):
        pass


def test_an_index_of_other_settings_is_refused_until_it_is_rebuilt(store: Store, settings: Settings) -> None:
    put(store, *OLD)
    store.catalogue.set_meta(fingerprint=store.fingerprint().replace("analysis=1", "analysis=0"))
    with pytest.raises(StaleIndex, match=r"analysis: 0 → 1.*vankien rebuild"):
        Store(settings)
    with Store(settings, check=False) as stale, writing(stale, check=False) as writer:
        assert [(d.id, n) for d, n in writer.rebuild()] == [("a", 1), ("b", 1)]
    with Store(settings) as rebuilt:
        assert "mỗi tháng" in answers(rebuilt, "chi bộ họp định kỳ")[0]
        assert verify(rebuilt).consistent


def test_an_interrupted_rebuild_is_finished_by_the_next_writer(store: Store, settings: Settings) -> None:
    put(store, *OLD)
    with pytest.MonkeyPatch.context() as patch:

        def crash(*args: Any, **kwargs: Any) -> None:
            raise Crash

        patch.setattr(LexicalIndex, "write", crash)
        with pytest.raises(Crash), writing(store) as writer:
            list(writer.rebuild())
    store.close()
    with Store(settings) as reopened, writing(reopened):
        assert verify(reopened).consistent
        assert verify(reopened).documents == 2


def test_a_running_reader_sees_a_rebuild(store: Store, settings: Settings) -> None:
    put(store, *OLD)
    with Store(settings) as reader:
        assert answers(reader, "đảng phí")
        with writing(store) as writer:
            list(writer.rebuild())
        assert "mồng mười" in answers(reader, "đảng phí")[0]
        assert verify(reader).consistent
