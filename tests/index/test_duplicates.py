"""Near-duplicates in the catalogue, and one of them answering for all."""

from dataclasses import replace

import pytest

from assistant.records import Citation
from assistant.schema import citation_json
from corpus.catalogue import Catalogue
from corpus.near import duplicates, near_keys
from corpus.records import Document, Metadata
from corpus.rows import FileEntry, document_key
from index.retriever import HybridRetriever, hit_of
from index.search import search
from index.store import Store
from index.writer import writing
from tests.corpus.rewording import rewritten
from tests.corpus.test_fingerprints import prose
from tests.index.documents import document

TEXT = prose(1)
PAPERS = [document("bao1", TEXT, "Báo một"), document("bao2", rewritten(TEXT, 3, "words"), "Báo hai")]
OTHER = document("khac", prose(2), "Chuyện khác")


def known(catalogue: Catalogue, of: Document) -> list[str]:
    key = document_key(of)
    return [other.doc_id for other in duplicates(catalogue, [key]).get(key, ())]


@pytest.fixture
def filled(store: Store) -> Store:
    with writing(store) as writer:
        list(writer.add([*PAPERS, OTHER]))
    return store


def test_the_same_text_is_known_both_ways(filled: Store) -> None:
    assert known(filled.catalogue, PAPERS[0]) == ["bao2"]
    assert known(filled.catalogue, PAPERS[1]) == ["bao1"]
    assert known(filled.catalogue, OTHER) == []


def test_of_many_that_are_alike_the_likest_are_compared(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.near._LIKENED", 1)
    again = document("bao3", TEXT + "\nTheo TTXVN.", "Báo ba")
    with writing(store) as writer:
        list(writer.add([PAPERS[1], PAPERS[0]]))
        list(writer.add([again]))
    assert known(store.catalogue, again) == ["bao1"]


def test_one_of_them_answers_and_names_the_other(filled: Store) -> None:
    hits = search(filled, TEXT.split("\n")[3], 10)
    found = {hit.doc_id for hit in hits}
    assert len(found & {"bao1", "bao2"}) == 1
    assert "khac" in found
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    for hit in hits:
        others = [other.doc_id for other in hit.duplicates]
        assert others == {"bao1": ["bao2"], "bao2": ["bao1"], "khac": []}[hit.doc_id]


def test_the_one_of_which_more_is_known_answers(store: Store) -> None:
    final = replace(document("cuoi", TEXT + "\nNơi nhận: các chi bộ.", "Bản cuối"), metadata=Metadata(number="5-KH/TU"))
    with writing(store) as writer:
        list(writer.add([document("du-thao", TEXT, "Dự thảo"), final]))
    assert {hit.doc_id for hit in search(store, TEXT.split("\n")[3], 10)} == {"cuoi"}


def test_an_exact_copy_is_listed(filled: Store) -> None:
    entry = FileEntry("/kho/ban-sao.txt", "khac", OTHER.content_hash)
    filled.catalogue.record_file("default", entry)
    key = document_key(OTHER)
    assert [d.source for d in duplicates(filled.catalogue, [key])[key]] == ["/kho/ban-sao.txt"]


def test_it_goes_with_its_document_and_comes_back(filled: Store) -> None:
    with writing(filled) as writer:
        writer.remove(["bao2"])
        assert known(filled.catalogue, PAPERS[0]) == []
        assert filled.catalogue.rows("SELECT count(*) FROM near") == [(0,)]
        assert filled.catalogue.rows("SELECT count(*) FROM bands WHERE sketch NOT IN (SELECT id FROM sketches)") == [
            (0,)
        ]
        list(writer.add([PAPERS[1]]))
    assert known(filled.catalogue, PAPERS[0]) == ["bao2"]


def test_another_revision_of_a_document_is_no_duplicate_of_it(filled: Store) -> None:
    altered = document("bao1", TEXT + "\nThêm một câu nữa cho bản mới.", "Báo một")
    with writing(filled) as writer:
        list(writer.add([altered]))
    assert known(filled.catalogue, altered) == ["bao2"]
    assert near_keys(filled.catalogue, [document_key(PAPERS[0])]) == {}


def test_a_rebuild_keeps_them(filled: Store) -> None:
    with writing(filled, check=False) as writer:
        list(writer.rebuild())
    assert known(filled.catalogue, PAPERS[0]) == ["bao2"]


def test_switched_off_nothing_is_recorded_or_left_out(store: Store) -> None:
    store.settings = store.settings.model_copy(update={"near_duplicates": False})
    with writing(store) as writer:
        list(writer.add(PAPERS))
    assert store.catalogue.rows("SELECT count(*) FROM sketches") == [(0,)]
    assert {hit.doc_id for hit in search(store, TEXT.split("\n")[3], 10)} == {"bao1", "bao2"}


def test_nodes_and_citations_carry_the_others(filled: Store) -> None:
    [node, *_] = HybridRetriever(filled, 5).retrieve(TEXT.split("\n")[3])
    hit = hit_of(node)
    assert [other.doc_id for other in hit.duplicates] in (["bao1"], ["bao2"])
    citation = Citation(1, hit.doc_id, hit.source, hit.metadata, hit.span, hit.text, duplicates=hit.duplicates)
    [other] = citation_json(citation)["duplicates"]
    assert other.keys() == {"doc_id", "source", "title"}
