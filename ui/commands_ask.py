"""Commands that ask: `search`, `ask`, `chat`, `serve`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import emit, note, out, plain
from ui.filter_options import (
    After,
    AsOf,
    Before,
    Collections,
    Issuers,
    Kinds,
    Numbers,
    Without,
    choices_of,
    filters_of,
)
from ui.options import DataDir, Json, settings_for

if TYPE_CHECKING:
    from assistant.records import Answer, Choices, Turn

_SNIPPET = 300
_LOCAL = {"127.0.0.1", "localhost", "::1"}
_OPEN_TO_ALL = (
    "Trang mở cho cả mạng và chưa có đăng nhập: ai vào được địa chỉ này cũng đọc được mọi tài liệu trong kho."
)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(search)
    app.command()(ask)
    app.command()(chat)
    app.command()(serve)


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Từ ngữ cần tìm, có dấu hoặc không dấu.")],
    k: Annotated[int, typer.Option("-k", metavar="N", min=1, help="Số đoạn cần lấy.")] = 10,
    leg: Annotated[
        str, typer.Option("--leg", metavar="lexical|dense|fused", help="Cách tìm: theo từ, theo nghĩa, hay cả hai.")
    ] = "fused",
    *,
    after: After = None,
    before: Before = None,
    kind: Kinds = None,
    issuer: Issuers = None,
    number: Numbers = None,
    collection: Collections = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Tìm các đoạn văn bản, kèm điểm của từng cách tìm.

    Ví dụ:

        vankien search "kết nạp đảng viên" -k 5

        vankien search "chuyển đổi số" --kind "nghị quyết" --from 2024-01-01
    """
    from index.search import LEGS
    from index.search import search as search_store
    from index.store import Store
    from ui.shapes import hit_json

    legs = {name: name for name in LEGS}
    if leg not in legs:
        raise typer.BadParameter(f"--leg nhận một trong: {', '.join(LEGS)}; không phải “{leg}”")
    filters = filters_of(after=after, before=before, kind=kind, issuer=issuer, number=number, collection=collection)
    with Store(settings_for(data_dir), light=True, create=False) as store:
        hits = search_store(store, query, k, legs[leg], filters=filters)
    if json_:
        emit({"query": query, "hits": [hit_json(hit) for hit in hits]})
        return
    if not hits:
        note("Không tìm thấy đoạn nào.")
    from assistant.citing import citation_label

    console = out()
    for hit in hits:
        label = citation_label(hit.metadata, hit.source, hit.outline, hit.page)
        console.print(f"{hit.rank}. {plain(label)}", style="bold", markup=False, soft_wrap=True)
        scores = "  ".join(f"{name} {score:.3f}" for name, score in hit.legs.items())
        console.print(f"   {hit.score:.3f}  ({scores})  {hit.passage_id}", style="dim", markup=False, soft_wrap=True)
        text = " ".join(plain(hit.text).split())
        console.print(f"   {text[:_SNIPPET]}{'…' if len(text) > _SNIPPET else ''}", markup=False, soft_wrap=True)


def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="Câu hỏi, có dấu hoặc không dấu.", show_default=False)
    ] = None,
    *,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch", metavar="FILE", help="Tệp JSONL: id và question (hoặc turns) mỗi dòng.", show_default=False
        ),
    ] = None,
    out_file: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Tệp JSONL để ghi lời đáp của --batch.", show_default=False),
    ] = None,
    after: After = None,
    before: Before = None,
    kind: Kinds = None,
    issuer: Issuers = None,
    number: Numbers = None,
    collection: Collections = None,
    as_of: AsOf = None,
    without: Without = None,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Trả lời một câu hỏi bằng nguyên văn tài liệu, kèm nguồn trích dẫn.

    Không có căn cứ thì nói là không có, và nêu các tài liệu gần nhất. Thời gian, số ký hiệu, loại văn bản nêu trong câu
    hỏi được dùng để lọc và được nói ra; bỏ bằng --without.

    Ví dụ:

        vankien ask "Điều kiện kết nạp lại người vào Đảng?"

        vankien ask "dieu kien ket nap lai nguoi vao dang" --json

        vankien ask "Tin tuần trước về phòng, chống lụt bão" --as-of 2026-01-05

        vankien ask --batch cau-hoi.jsonl --out loi-dap.jsonl
    """
    from assistant.pipeline import Assistant
    from index.store import Store

    if (batch is None) != (out_file is None) or (batch is None) == (question is None):
        raise typer.BadParameter("cần một câu hỏi, hoặc --batch cùng với --out")
    filters = filters_of(after=after, before=before, kind=kind, issuer=issuer, number=number, collection=collection)
    choices = choices_of(filters, as_of, without)
    if batch and out_file:
        _ask_batch(batch, out_file, choices, data_dir, json_=json_)
        return
    assert question is not None
    with Store(settings_for(data_dir), light=True, create=False) as store:
        answer = _last(Assistant(store).stream(question, choices=choices), json_=json_)
        empty = not store.catalogue.counts()[0]
    _print(answer, empty=empty, json_=json_)


def _ask_batch(batch: Path, out_file: Path, choices: Choices, data_dir: Path | None, *, json_: bool) -> None:
    from assistant.pipeline import Assistant
    from index.store import Store
    from ui.ask_batch import answer_batch, read_batch
    from ui.eval_options import bars

    questions = read_batch(batch)
    with Store(settings_for(data_dir), light=True, create=False) as store, bars() as bar:
        asked = answer_batch(Assistant(store), questions, out_file, choices, bar("Trả lời"))
    if json_:
        emit({"questions": len(questions), "answered": asked, "kept": len(questions) - asked, "out": str(out_file)})
    else:
        note(f"Đã trả lời {asked} câu, giữ {len(questions) - asked} câu đã có, vào {out_file}.")


def chat(data_dir: DataDir = None, json_: Json = False) -> None:
    """Hỏi đáp nhiều câu liền trong cửa sổ dòng lệnh; câu sau hiểu theo câu trước.

    Gõ “exit” để thoát, “/moi” để bắt đầu chuyện khác.

    Ví dụ:

        vankien chat
    """
    from assistant.pipeline import Assistant
    from assistant.records import Turn
    from index.store import Store

    history: list[Turn] = []
    with Store(settings_for(data_dir), light=True) as store:
        assistant = Assistant(store)
        note("Gõ câu hỏi rồi Enter. “/moi”: bắt đầu chuyện khác. “exit”: thoát.")
        while (question := _next_question()) is not None:
            if not question:
                continue
            if question == "/moi":
                history.clear()
                note("Bắt đầu chuyện mới.")
                continue
            answer = _last(assistant.stream(question, history), json_=json_)
            history.append(Turn(question, answer))
            _print(answer, empty=not store.catalogue.counts()[0], json_=json_)


def serve(
    host: Annotated[
        str, typer.Option("--host", help="Địa chỉ nhận kết nối; 0.0.0.0 cho cả mạng nội bộ.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng; 0 là cổng trống bất kỳ.")] = 7860,
    data_dir: DataDir = None,
    json_: Json = False,
) -> None:
    """Mở trang hỏi đáp trên trình duyệt; Ctrl-C để dừng.

    Cổng đang bận là lỗi, chương trình không tự đổi sang cổng khác.

    Ví dụ:

        vankien serve

        vankien serve --host 0.0.0.0 --port 8080
    """
    from ui.web.serve import run_server

    def ready(address: str) -> None:
        if json_:
            emit({"address": address})
        else:
            out().print(f"Trang hỏi đáp: {address}", style="bold", markup=False)
            if host not in _LOCAL:
                note(_OPEN_TO_ALL, style="yellow")
            note("Nhấn Ctrl-C để dừng.")
        sys.stdout.flush()

    run_server(settings_for(data_dir), host, port, on_ready=ready)


def _next_question() -> str | None:
    """The next line typed, without spaces around it; None at the end."""
    prompt = "\nHỏi: "
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            line = input(prompt)
        elif sys.stdin.isatty():
            sys.stderr.write(prompt)
            sys.stderr.flush()
            line = input()
        else:
            line = input()
    except EOFError:
        return None
    return None if line.strip().lower() in {"exit", "quit", "thoát"} else line.strip()


def _last(answers: Iterator[Answer], *, json_: bool) -> Answer:
    """The whole answer; on a terminal it can be read while it is being written."""
    if json_:
        *_, last = answers
        return last
    from ui.answer_print import follow

    return follow(answers)


def _print(answer: Answer, *, empty: bool, json_: bool) -> None:
    from ui.wording import EMPTY_COLLECTION, HOW_TO_ADD

    if json_:
        from assistant.schema import answer_json

        emit(answer_json(answer))
    else:
        from ui.answer_print import print_answer

        print_answer(answer)
    if empty:
        note(f"{EMPTY_COLLECTION} Thêm bằng lệnh: {HOW_TO_ADD}  (văn bản mẫu: vankien samples)", style="yellow")
