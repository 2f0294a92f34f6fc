"""Among which documents a question is answered."""

from collections.abc import Iterator

import pytest

from assistant.question import analyse
from assistant.scope import Scope, scope_of
from corpus.settings import Settings
from index.embedder import HashEmbedder
from index.filters import Filters
from index.store import Store
from index.sync import sync
from index.writer import writing

FILES = {
    "nq.txt": "TỈNH ỦY LAM SƠN HẠ\nSố 12-NQ/TU\nLam Sơn Hạ, ngày 05 tháng 6 năm 2025\n\nNGHỊ QUYẾT\nvề chuyển đổi số\n",
    "kh.txt": "UBND TỈNH LAM SƠN HẠ\nSố 30/KH-UBND\nLam Sơn Hạ, ngày 07 tháng 7 năm 2025\n\nKẾ HOẠCH\n"
    "thực hiện Nghị quyết số 12-NQ/TU ngày 05/6/2025 của Tỉnh ủy\n\nCác sở báo cáo hằng quý.\n",
    "hd.txt": "TỈNH ỦY LAM SƠN HẠ\nSố 03-HD/TU\nLam Sơn Hạ, ngày 09 tháng 9 năm 2025\n\nHƯỚNG DẪN\n"
    "về sinh hoạt chi bộ\n\nHướng dẫn này thay thế Hướng dẫn số 01-HD/TU ngày 01/3/2021.\n",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("van-ban")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.store.load_embedder", lambda settings, *, light=False: HashEmbedder())
        with Store(Settings(data_dir=tmp_path_factory.mktemp("data"))) as store:
            with writing(store) as writer:
                list(sync(writer, [folder]))
            yield store


def scope(store: Store, text: str, chosen: Filters = Filters()) -> tuple[Scope, list[str]]:
    found = scope_of(analyse(text), store.catalogue, chosen)
    ids = {d.id: d.source.rpartition("/")[2] for d in store.catalogue.documents()}
    return found, sorted(ids[i] for i in found.filters.documents if i in ids)


def test_a_named_document_is_asked_itself(store: Store) -> None:
    found, within = scope(store, "NQ12 nói gì về chuyển đổi số?")
    assert within == ["nq.txt"]
    assert found.wider.documents == ()


def test_a_document_that_carries_it_out_is_asked_for(store: Store) -> None:
    found, within = scope(store, "Kế hoạch nào thực hiện Nghị quyết 12-NQ/TU?")
    assert within == ["kh.txt"]
    assert "nhắc đến" in found.understood[-1].label


def test_a_document_that_is_not_held_is_asked_of_those_that_mention_it(store: Store) -> None:
    for text in ("Hướng dẫn 01-HD/TU nói gì?", "Văn bản nào thay thế hướng dẫn số 1?"):
        assert scope(store, text)[1] == ["hd.txt"], text
    assert [named.number for named in scope(store, "Hướng dẫn 01-HD/TU nói gì?")[0].missing] == ["01-HD/TU"]
    assert scope(store, "Nghị quyết 99-NQ/TU nói gì?")[1] == []


def test_the_issuer_of_what_is_asked_for_is_preferred(store: Store) -> None:
    [issuer] = {d.metadata.issuer for d in store.catalogue.documents() if d.metadata.number == "03-HD/TU"}
    assert scope(store, f"{issuer} ban hành hướng dẫn nào?")[0].prefers.issuers == (issuer,)
    assert scope(store, f"Sở gửi báo cáo nào cho {issuer}?")[0].prefers.issuers == ()


def test_documents_chosen_by_hand_leave_nothing_to_guess(store: Store) -> None:
    found, _ = scope(store, "NQ12 nói gì?", Filters(documents=("x",), clearance="mật"))
    assert found.filters == found.wider == Filters(documents=("x",), clearance="mật")
