import lzma

import pytest

from corpus.errors import BadInput
from eval.beir import check_judged, find_beir, read_corpus, read_qrels, read_topics
from eval.records import Qrel, half_of
from tests.eval.conftest import CORPUS, QRELS, QUERIES


def test_documents_keep_ids_and_paragraphs(write_beir):
    first, _, untitled, _ = read_corpus(write_beir()).documents
    assert (first.id, first.source, first.metadata.title) == ("luat/1", "luat/1", "Kết nạp đảng viên")
    assert first.text == "Người vào Đảng phải từ đủ mười tám tuổi.\nPhải có lý lịch."
    assert untitled.metadata.title == ""


def test_text_is_repaired_to_the_invariant_of_documents(write_beir):
    raw = "a\r\n\r\n  b\u00a0 c \u2028d\x0be\n\n\n"
    decomposed = "Tha\u0300nh"
    [document] = read_corpus(write_beir([{"_id": "d", "title": f" {decomposed}\n phố ", "text": raw}])).documents
    assert document.text == "a\nb c\nd\ne"
    assert document.metadata.title == "Thành phố"


def test_content_hash_covers_title_and_text(write_beir):
    def digest(title, text, name):
        [document] = read_corpus(write_beir([{"_id": "d", "title": title, "text": text}], name=name)).documents
        return document.content_hash

    digests = {digest("a", "b", "1"), digest("a", "c", "2"), digest("c", "b", "3"), digest("", "b", "4")}
    assert len(digests) == 4
    assert digest("a", "b", "5") == digest("a", "b", "1")


def test_packed_corpus_is_read(write_beir):
    folder = write_beir()
    packed = folder.path / "corpus.jsonl.xz"
    packed.write_bytes(lzma.compress(folder.corpus.read_bytes()))
    plain = read_corpus(folder)
    folder.corpus.unlink()
    again = find_beir(folder.path)
    assert again.corpus == packed
    assert read_corpus(again) == plain


def test_lines_of_one_id_are_one_document(write_beir):
    lines = [("a", "Tên", "một"), ("b", "", "hai"), ("a", "Khác", "ba\nbốn"), ("a", "Tên", "một")]
    corpus = read_corpus(write_beir([{"_id": i, "title": title, "text": text} for i, title, text in lines]))
    assert [(d.id, d.metadata.title, d.text) for d in corpus.documents] == [
        ("a", "Tên", "một\nba\nbốn"),
        ("b", "", "hai"),
    ]
    [note] = corpus.notes
    assert note.startswith("corpus.jsonl: 2 dòng lặp lại mã của dòng trước (dòng 3…)")
    assert read_corpus(write_beir()).notes == ()


def test_topics_carry_answers_of_either_field(write_beir):
    topics = read_topics(write_beir())
    assert [t.answers for t in topics] == [("tại chi bộ",), ("một lần", "1 lần"), ()]


def test_halves_follow_the_lines_of_the_file(write_beir):
    lines = ['{"_id": "a", "text": "a"}', "", '{"_id": "c", "text": "c"}', '{"_id": "d", "text": "d"}']
    topics = read_topics(write_beir(queries="\n".join(lines)))
    assert [t.id for t in half_of(topics, "even")] == ["a", "c"]
    assert [t.id for t in half_of(topics, "odd")] == ["d"]
    assert half_of(topics, "all") == topics


@pytest.mark.parametrize("header", ["query-id\tcorpus-id\tscore\n", ""])
def test_qrels_with_and_without_a_header(write_beir, header):
    rows = header + "".join("\t".join(map(str, row)) + "\n" for row in QRELS)
    assert [(q.topic_id, q.doc_id, q.grade) for q in read_qrels(write_beir(qrels=rows))] == QRELS


def test_qrels_of_the_test_split_are_found(write_beir):
    folder = write_beir()
    (folder.path / "qrels").mkdir()
    assert folder.qrels is not None
    folder.qrels.rename(folder.path / "qrels" / "test.tsv")
    assert len(read_qrels(find_beir(folder.path))) == 3


@pytest.mark.parametrize(
    ("corpus", "said"),
    [
        ('{"_id": "a", "text": "x"}\n{"_id": "b"\n', ("corpus.jsonl, dòng 2", "JSON")),
        ('["a"]\n', ("dòng 1", "đối tượng")),
        ('{"_id": "a"}\n', ("dòng 1", "text")),
        ('{"text": "x"}\n', ("dòng 1", "_id")),
        ('{"_id": "a", "text": 5}\n', ("dòng 1", "text")),
        ("\n", ("không có tài liệu",)),
    ],
)
def test_malformed_corpus_is_refused_with_its_line(write_beir, corpus, said):
    with pytest.raises(BadInput) as caught:
        read_corpus(write_beir(corpus))
    assert all(words in str(caught.value) for words in said)


@pytest.mark.parametrize(
    ("queries", "said"),
    [
        ("", ("không có câu hỏi nào",)),
        ('{"_id": "q", "text": "  "}', ("dòng 1", "rỗng")),
        ('{"_id": "q", "text": "a"}\n{"_id": "q", "text": "b"}', ("dòng 2", "q đã có ở dòng 1")),
        ('{"_id": "q", "text": "a", "answers": [1]}', ("dòng 1", "answers")),
    ],
)
def test_malformed_queries_are_refused_with_their_line(write_beir, queries, said):
    with pytest.raises(BadInput) as caught:
        read_topics(write_beir(queries=queries))
    assert all(words in str(caught.value) for words in said)


@pytest.mark.parametrize(
    ("qrels", "said"),
    [
        ("", ("không có đáp án",)),
        ("query-id\tcorpus-id\tscore\n", ("không có đáp án",)),
        ("q0\tluat/1\t1\nq1\tluat/2\n", ("dòng 2", "2 cột")),
        ("q0\tluat/1\t1\nq1\tluat/2\tđúng\n", ("dòng 2", "đúng")),
        ("q0\tluat/1\t1\nq1\tluat/2\t0.5\n", ("dòng 2", "0.5")),
        ("q0\tluat/1\t1\nq0\tluat/1\t0\n", ("dòng 2", "đã có ở dòng 1")),
    ],
)
def test_malformed_qrels_are_refused_with_their_line(write_beir, qrels, said):
    with pytest.raises(BadInput) as caught:
        read_qrels(write_beir(qrels=qrels))
    assert all(words in str(caught.value) for words in said)


def test_judgement_of_an_unknown_document_is_refused_with_its_line(write_beir):
    folder = write_beir(qrels=[*QRELS, ("q2", "luat/9", 1)])
    held = {d["_id"] for d in CORPUS}
    with pytest.raises(BadInput, match=r"qrels\.tsv, dòng 5: tài liệu luat/9"):
        check_judged(folder, read_qrels(folder), held.__contains__)
    check_judged(folder, [Qrel("q0", "luat/1", 1)], held.__contains__)


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl"])
def test_missing_files_are_named(write_beir, missing):
    folder = write_beir()
    (folder.path / missing).unlink()
    with pytest.raises(BadInput, match=missing):
        find_beir(folder.path)


def test_missing_folder_and_missing_qrels(write_beir, tmp_path):
    with pytest.raises(BadInput, match="Không thấy thư mục"):
        find_beir(tmp_path / "khong-co")
    with pytest.raises(BadInput, match=r"qrels\.tsv"):
        read_qrels(write_beir(qrels=None))


def test_files_in_another_encoding_or_damaged_are_refused(write_beir):
    folder = write_beir()
    folder.queries.write_bytes(b'{"_id": "q", "text": "\xff\xfe"}\n')
    with pytest.raises(BadInput, match="UTF-8"):
        read_topics(folder)
    packed = folder.path / "corpus.jsonl.xz"
    packed.write_bytes(lzma.compress(folder.corpus.read_bytes())[:-20])
    folder.corpus.unlink()
    with pytest.raises(BadInput, match="hỏng"):
        read_corpus(find_beir(folder.path))


def test_queries_are_as_many_as_the_file_holds(write_beir):
    assert [t.text for t in read_topics(write_beir())] == [q["text"] for q in QUERIES]
