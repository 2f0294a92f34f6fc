"""Data sets in BEIR layout: `corpus.jsonl` (or `.xz`), `queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`).

Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models", 2021. Ours
adds an optional `answer` (a string) or `answers` (a list) to a query. What does not fit is refused, with file and line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from corpus.errors import BadInput
from corpus.records import Document, Metadata
from corpus.repair import repair
from eval.jsonl import read_lines, read_objects
from eval.records import Qrel, Topic

_QRELS = ("qrels.tsv", "qrels/test.tsv")
_CORPUS = ("corpus.jsonl", "corpus.jsonl.xz")


@dataclass(frozen=True, slots=True)
class BeirFolder:
    """Where the files of one data set lie. `qrels` is None where there is none: answers can be judged without."""

    path: Path
    corpus: Path
    queries: Path
    qrels: Path | None

    @property
    def name(self) -> str:
        """What the data set is called: the folder's name."""
        return self.path.resolve().name


def find_beir(folder: Path) -> BeirFolder:
    """The files of the data set in `folder`. Raises `BadInput` if there is no corpus or no queries."""
    if not folder.is_dir():
        raise BadInput(f"Không thấy thư mục {folder}. Cho biết thư mục chứa corpus.jsonl, queries.jsonl và qrels.tsv.")
    corpus = next((p for name in _CORPUS if (p := folder / name).is_file()), None)
    if corpus is None:
        raise BadInput(f"{folder} không có {' hoặc '.join(_CORPUS)}. Đây phải là thư mục theo bố cục BEIR.")
    queries = folder / "queries.jsonl"
    if not queries.is_file():
        raise BadInput(f"{folder} không có queries.jsonl. Đây phải là thư mục theo bố cục BEIR.")
    return BeirFolder(folder, corpus, queries, next((p for name in _QRELS if (p := folder / name).is_file()), None))


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a data set; `notes` say in Vietnamese what was put right in reading them."""

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()


def read_corpus(folder: BeirFolder) -> Corpus:
    """The corpus as documents whose id and source are the `_id`; one newline between paragraphs, no other.

    An `_id` on several lines is one document with the text of them all (phapdien_headings has 27 such lines), and a
    note. Raises `BadInput` at the first line that is not a document, or if there is none at all.
    """
    titles: dict[str, str] = {}
    texts: dict[str, dict[str, None]] = {}
    repeated: list[str] = []
    for number, record in read_objects(folder.corpus):
        where = f"{folder.corpus}, dòng {number}"
        doc_id = _id(record, where)
        title, text = repair(_text(record, "title", where, default="")), _text(record, "text", where)
        if doc_id in texts:
            repeated.append(f"dòng {number}")
        titles[doc_id] = titles.get(doc_id) or title
        texts.setdefault(doc_id, {})["\n".join(filter(None, map(repair, text.splitlines())))] = None
    if not texts:
        raise BadInput(f"{folder.corpus} không có tài liệu nào.")
    documents = tuple(_document(doc_id, titles[doc_id], "\n".join(parts)) for doc_id, parts in texts.items())
    if not repeated:
        return Corpus(documents)
    told = f"{len(repeated)} dòng lặp lại mã của dòng trước ({repeated[0]}…); văn bản được nối lại."
    return Corpus(documents, (f"{folder.corpus.name}: {told}",))


def read_topics(folder: BeirFolder) -> tuple[Topic, ...]:
    """The queries in the order of the file. Raises `BadInput` where a line is not one, or if there is none at all."""
    seen: dict[str, int] = {}
    topics = []
    for number, record in read_objects(folder.queries):
        where = f"{folder.queries}, dòng {number}"
        topic_id = _id(record, where)
        if first := seen.get(topic_id):
            raise BadInput(f"{where}: mã {topic_id} đã có ở dòng {first}. Mỗi mã chỉ được dùng một lần.")
        seen[topic_id] = number
        text = _text(record, "text", where)
        if not text.strip():
            raise BadInput(f"{where}: câu hỏi rỗng. Ghi câu hỏi vào trường text.")
        topics.append(Topic(topic_id, text, _answers(record, where), line=number - 1))
    if not topics:
        raise BadInput(f"{folder.queries} không có câu hỏi nào.")
    return tuple(topics)


def read_qrels(folder: BeirFolder) -> tuple[Qrel, ...]:
    """The judgements. A first line whose third column is no number is a header.

    Raises `BadInput` where the file is missing or empty, a line has not three columns separated by tabs, a grade is no
    whole number, or a pair is judged twice.
    """
    if folder.qrels is None:
        raise BadInput(f"{folder.path} không có {' hoặc '.join(_QRELS)}. Cần bảng đáp án để đo tìm kiếm.")
    qrels: list[Qrel] = []
    seen: dict[tuple[str, str], int] = {}
    for number, line in read_lines(folder.qrels):
        where = f"{folder.qrels}, dòng {number}"
        columns = [c.strip() for c in line.split("\t")]
        if len(columns) != 3:
            raise BadInput(f"{where}: có {len(columns)} cột, cần 3 cột query-id, corpus-id, score cách nhau bằng tab.")
        topic_id, doc_id, score = columns
        grade = _whole_number(score)
        if grade is None and number == 1:
            continue
        if grade is None:
            raise BadInput(f"{where}: điểm {score!r} không phải số nguyên. Ghi 1 nếu đúng, 0 nếu không.")
        if first := seen.get((topic_id, doc_id)):
            raise BadInput(f"{where}: cặp {topic_id} – {doc_id} đã có ở dòng {first}. Bỏ một trong hai dòng.")
        seen[topic_id, doc_id] = number
        qrels.append(Qrel(topic_id, doc_id, grade, number))
    if not qrels:
        raise BadInput(f"{folder.qrels} không có đáp án nào.")
    return tuple(qrels)


def check_judged(folder: BeirFolder, qrels: Iterable[Qrel], held: Callable[[str], bool]) -> None:
    """Raise `BadInput` if a judgement names a document that the corpus does not hold."""
    for qrel in qrels:
        if not held(qrel.doc_id):
            raise BadInput(
                f"{folder.qrels}, dòng {qrel.line}: tài liệu {qrel.doc_id} không có trong {folder.corpus.name}. "
                "Sửa mã tài liệu, hoặc thêm tài liệu ấy."
            )


def _document(doc_id: str, title: str, text: str) -> Document:
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    return Document(doc_id, doc_id, digest, "beir", text, Metadata(title=title))


def _id(record: dict[str, Any], where: str) -> str:
    value = record.get("_id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        _missing(where, "_id", value)
    return value


def _text(record: dict[str, Any], field: str, where: str, default: str | None = None) -> str:
    value = record.get(field, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        _missing(where, field, value)
    return value


def _answers(record: dict[str, Any], where: str) -> tuple[str, ...]:
    """`answer` and `answers` together, without empty ones."""
    single, several = record.get("answer"), record.get("answers") or []
    found = ([] if single is None else [single]) + (several if isinstance(several, list) else [several])
    if not all(isinstance(a, str) for a in found):
        raise BadInput(f"{where}: answer phải là chuỗi, answers phải là danh sách chuỗi.")
    return tuple(dict.fromkeys(a for a in found if a.strip()))


def _missing(where: str, field: str, value: object) -> NoReturn:
    what = "thiếu trường" if value is None else "cần một chuỗi không rỗng ở trường"
    raise BadInput(f"{where}: {what} {field}. Mỗi dòng cần _id và text.")


def _whole_number(text: str) -> int | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() else None
