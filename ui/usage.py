"""Typer's own words in Vietnamese: the frames of help pages and the errors of usage."""

from __future__ import annotations

import re
from typing import Any

import typer

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a wrong command line; it is public only as the base of `BadParameter`."""

_FRAMES = {
    "ARGUMENTS_PANEL_TITLE": "Tham số",
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "ERRORS_PANEL_TITLE": "Lỗi",
    "DEFAULT_STRING": "[mặc định: {}]",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
}

_ERRORS = (
    (r"Missing argument '(.*?)'\.", r"thiếu tham số \1"),
    (r"Missing option '(.*?)'\.", r"thiếu tùy chọn \1"),
    (r"Missing command\.", "chưa nói lệnh nào"),
    (r"No such option: (\S+)", r"không có tùy chọn \1"),
    (r"\(Possible options: (.*)\)", r"(có: \1)"),
    (r"Did you mean (.*?)\?", r"Ý bạn là \1?"),
    (r"No such command '(.*?)'\.", r"không có lệnh “\1”."),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"thừa tham số: \1"),
    (r"Option '(.*?)' requires an argument\.", r"tùy chọn \1 cần một giá trị"),
    (r"Option '(.*?)' does not take a value\.", r"tùy chọn \1 không nhận giá trị"),
    (r"Invalid value for '?(.*?)'?: ", r"giá trị của \1 không đúng: "),
    (r"Invalid value: ", ""),
    (r"Input should be greater than or equal to (\S+)", r"phải từ \1 trở lên"),
    (r"Input should be less than or equal to (\S+)", r"không được quá \1"),
    (r"Input should be a valid integer.*", "phải là số nguyên"),
)


def speak_vietnamese(command: Any, parent: Any = None) -> None:
    """Put Vietnamese words on the help pages of a command and those under it.

    Typer reads the titles from a module's constants, and the help option's line from the option: nowhere else.
    """
    import typer.rich_utils

    context = command.context_class(command, parent=parent, **command.context_settings)
    if option := command.get_help_option(context):
        option.help = "In trang hướng dẫn này."
    for child in getattr(command, "commands", {}).values():
        speak_vietnamese(child, context)

    for name, text in _FRAMES.items():
        if hasattr(typer.rich_utils, name):
            setattr(typer.rich_utils, name, text)


def message(error: Exception) -> str:
    """What was wrong with the command line, and where to read how it should be."""
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    for pattern, vietnamese in _ERRORS:
        said = re.sub(pattern, vietnamese, said)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "vankien"
    return f"Sai cách dùng: {said}\nXem cách dùng: {path} --help"
