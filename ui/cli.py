"""The command line: `vankien COMMAND`. What it prints is the contract that other programs rely on.

Exit status: 0 done (an abstention is an answer); 1 something asked for was not done; 2 wrong usage; 130 interrupted.
Heavy libraries are imported inside the commands, so that help and errors come at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import typer

from ui import (
    commands_ask,
    commands_collection,
    commands_compare,
    commands_mcp,
    commands_references,
    commands_state,
    commands_summarise,
    commands_tasks,
    commands_watch,
    usage,
)
from ui.console import note, use_utf8

app = typer.Typer(
    name="vankien",
    help="Hỏi đáp trên văn kiện: câu trả lời trích nguyên văn, chỉ rõ từng nguồn.",
    epilog="Bắt đầu: vankien ingest THƯ_MỤC, rồi vankien serve hoặc vankien ask “câu hỏi”.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["--help", "-h"]},
)
commands_collection.register(app)
commands_ask.register(app)
commands_state.register(app)
commands_references.register(app)
commands_summarise.register(app)
commands_tasks.register(app)
commands_compare.register(app)
commands_watch.register(app)
commands_mcp.register(app)


def run(args: Sequence[str]) -> int:
    """Carry out one command line and return its exit status; messages for people go to stderr."""
    from corpus.errors import VankienError

    _mount_eval(args)
    command = typer.main.get_command(app)
    asks_for_help = not args or not {"--help", "-h"}.isdisjoint(args)
    if asks_for_help:
        usage.speak_vietnamese(command)
    try:
        status = command(list(args) or ["--help"], prog_name="vankien", standalone_mode=False)
        sys.stdout.flush()
    except usage.UsageError as exc:
        note(usage.message(exc), style="red")
        return 2
    except VankienError as exc:
        note(str(exc), style="red")
        return 1
    except typer.Abort:
        return _interrupted()
    except BrokenPipeError:
        # The reader of our output has gone; nothing may be written to it when Python shuts down either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception:  # noqa: BLE001 - a fault of ours: its trace is for those who mend it, the words for who met it
        traceback.print_exc()
        note(
            "Lỗi ngoài dự kiến. Gửi những dòng trên cho người quản trị; những gì đã nhận vào kho vẫn còn.", style="red"
        )
        return 1
    return _interrupted() if status == 130 else int(status or (0 if args else 2))


def main() -> None:
    """Entry point of the `vankien` command."""
    use_utf8()
    sys.exit(run(sys.argv[1:]))


def _interrupted() -> int:
    note("\nĐã dừng theo yêu cầu.")
    return 130


def _mount_eval(args: Sequence[str]) -> None:
    """Add `vankien eval`, only when it may be meant: it costs time to import."""
    if "eval" in args[:1] or not args or args[0] in {"--help", "-h"}:
        try:
            app.add_typer(import_module("ui.eval_cli").eval_app, name="eval")
        except ModuleNotFoundError as exc:
            if exc.name != "ui.eval_cli":
                raise


if __name__ == "__main__":
    main()
