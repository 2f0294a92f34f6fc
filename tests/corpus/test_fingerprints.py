"""Near-duplicates: the same text in other words is recognised, a template filled in twice is not."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.fingerprints import (
    LEAST_SYLLABLES,
    filled_anew,
    fingerprint,
    fingerprints,
    may_be_same,
    own_text,
    resemblance,
    same_text,
    shingles,
)
from corpus.limits import Limits
from corpus.reading import parse_document
from corpus.records import Document, Mark, Metadata, Span
from corpus.sentences import split_sentences
from tests.conftest import TESTDATA, needs_testdata
from tests.corpus.rewording import rewritten, sentences

WORDS = (
    "đảng bộ tỉnh ủy hội nghị tổng kết công tác năm nhiệm vụ trọng tâm cán bộ đảng viên nhân dân phát triển kinh tế"
    " văn hóa giáo dục y tế môi trường an ninh quốc phòng đối ngoại kiểm tra giám sát tổ chức tuyên giáo dân vận"
).split()


def prose(seed: int, count: int = 40) -> str:
    rng = random.Random(seed)
    lines = (" ".join(rng.choices(WORDS, k=14)).capitalize() + "." for _ in range(count))
    return "\n".join(lines)


def document(text: str, **known: str) -> Document:
    return Document("d", "/d.txt", "0" * 64, "txt", text, Metadata(**known))


def test_the_estimate_is_near_the_exact_share() -> None:
    text = prose(1, 200)
    other = rewritten(text, 2, "replace", share=0.2)
    first, second = fingerprint(text), fingerprint(other)
    assert first is not None
    assert second is not None
    assert abs(first.likeness(second) - resemblance(shingles(text), shingles(other))[0]) < 0.2
    assert set(first.bands()) & set(second.bands())
    assert not set(first.bands()) & set(fingerprint(prose(3, 200)).bands())  # type: ignore[union-attr]


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert shingles("Một hai ba bốn năm sáu.").tolist() == [8266914550116400852, 14752980908874347954]
    found = fingerprint(prose(1))
    assert found is not None
    assert found.minima.dtype == np.uint64
    assert found.minima.shape == (60,)
    assert all(-(2**63) <= value < 2**63 for value in found.bands())


def test_the_order_of_sentences_and_the_placing_of_tones_do_not_matter() -> None:
    text = prose(1)
    lines = text.split("\n")
    random.Random(4).shuffle(lines)
    assert resemblance(shingles(text), shingles("\n".join(lines)))[0] == 1.0
    assert list(shingles("tỉnh uỷ hoà bình họp sáng nay")) == list(shingles("Tỉnh ủy Hòa Bình họp sáng nay"))


def test_short_texts_are_not_told_apart_by_so_little() -> None:
    assert fingerprint(" ".join(WORDS[:19])) is None
    assert fingerprint("") is None
    form, other = fingerprint(" ".join(WORDS[:30])), fingerprint(" ".join(WORDS[1:31]))
    assert form is not None and other is not None
    assert not set(form.bands()) & set(other.bands())
    again = fingerprint("\n".join(WORDS[:30]).upper())
    assert again is not None
    assert again.bands() == form.bands()
    assert len(shingles(prose(1, 14))) < LEAST_SYLLABLES * 2


def test_captions_and_lists_of_other_articles_are_no_part_of_it() -> None:
    body, aside = prose(1), prose(2)
    held = Document(
        "d",
        "/d",
        "0" * 64,
        "txt",
        f"{body}\n{aside}",
        marks=(Mark(Span(len(body) + 1, len(body) + 1 + len(aside)), "aside"),),
    )
    assert own_text(held).strip() == body
    assert len(fingerprints(held)) == 2
    assert same_text(held, document(body)) == 1.0
    other = prose(5)
    beside = Document(
        "e",
        "/e",
        "0" * 64,
        "txt",
        f"{other}\n{aside}",
        marks=(Mark(Span(len(other) + 1, len(other) + 1 + len(aside)), "aside"),),
    )
    assert same_text(held, beside) == 0.0


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_a_template_filled_in_twice_is_two_documents(share: float) -> None:
    rng = random.Random(6)
    frames = [" ".join(rng.choices(WORDS, k=12)) for _ in range(30)]
    count = int(len(frames) * share)

    def filled(year: int, name: str) -> str:
        dated = (f"{frame} trong năm {year} do đồng chí {name} phụ trách." for frame in frames[:count])
        return "\n".join((*dated, *(f"{frame} theo Quy định 294." for frame in frames[count:])))

    first, second = document(filled(2024, "Nguyễn Văn An")), document(filled(2025, "Trần Thị Bình"))
    assert filled_anew(first.text, second.text) == pytest.approx(share)
    assert same_text(first, second) == 0.0
    assert same_text(first, first) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "allowed"),
    [
        ({"number": "57-NQ/TW"}, {"number": "57-nq/tw"}, True),
        ({"number": "57-NQ/TW"}, {"number": "58-NQ/TW"}, False),
        ({"number": "57-NQ/TW"}, {}, True),
        ({"kind": "nghị quyết"}, {"kind": "kế hoạch"}, False),
        ({"kind": "nghị quyết"}, {"kind": "bài báo"}, True),
        ({"kind": "kế hoạch", "date": "2024-01-05"}, {"kind": "kế hoạch", "date": "2025-01-05"}, False),
        ({"kind": "bài báo", "date": "2026-01-05"}, {"kind": "bài báo", "date": "2026-01-06"}, True),
    ],
)
def test_what_is_known_of_two_documents_may_tell_them_apart(one: dict, other: dict, allowed: bool) -> None:
    assert may_be_same(document("a", **one), document("b", **other)) is allowed


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_compared(first: str, second: str) -> None:
    alike, held = resemblance(shingles(first), shingles(second))
    assert 0 <= alike <= max(held, alike) <= 1
    assert (resemblance(shingles(first), shingles(first))[0] == 1.0) is (len(shingles(first)) > 0)
    assert 0 <= filled_anew(first, second) <= 1


@needs_testdata
@pytest.mark.parametrize("how", ["replace", "words", "drop", "figures", "insert"])
def test_each_seed_rewritten_in_part_is_recognised(how: str) -> None:
    for path in sorted((TESTDATA / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        original = parse_document(text.encode(), path, Limits(), "default")
        for seed in range(2):
            altered = rewritten(text, seed, how)
            copy = parse_document(altered.encode(), path.with_name("ban-sao.txt"), Limits(), "default")
            met = {b for f in fingerprints(original) for b in f.bands()} & {
                b for f in fingerprints(copy) for b in f.bands()
            }
            assert met, (path.name, how, seed)
            assert same_text(original, copy) > 0.6, (path.name, how, seed)


@needs_testdata
def test_no_two_different_documents_are_taken_for_one() -> None:
    paths = sorted((TESTDATA / "seeds").glob("*"))
    for folder in ("party_text", "html", "docx", "legacy_ground_truth"):
        paths += sorted((TESTDATA / "data/documents" / folder).iterdir())
    documents = []
    for path in paths:
        try:
            documents.append(parse_document(path.read_bytes(), path, Limits(), "default"))
        except ReadError:
            continue
    assert len(documents) >= 55
    runs = [shingles(d.text) for d in documents]
    for (i, first), (j, second) in itertools.combinations(enumerate(documents), 2):
        assert resemblance(runs[i], runs[j])[0] < 0.4, (first.source, second.source)
        if resemblance(runs[i], runs[j])[0] > 0.05:
            assert same_text(first, second) == 0.0, (first.source, second.source)


def test_rewriting_changes_a_tenth() -> None:
    text = prose(1, 50)
    before, after = sentences(text), sentences(rewritten(text, 1, "replace"))
    assert sum(s not in after for s in before) == 5
    assert len(split_sentences(text)) == 50
