"""The tab of quality as HTML: the last evaluation, what people said of answers, and what the collection lacks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.conversations import Rated
from eval.office_golden import cited_sources
from ui.feedback import Measured
from ui.markup import element, esc
from ui.refusals import Lack
from ui.web.language import Words
from ui.web.told import told

_COUNTS = ("questions", "correct", "wrong", "refused_rightly", "refused_wrongly", "answered_unanswerable")
_FAILURES = ("wrong", "refused_wrongly", "answered_unanswerable")
_SHOWN_FAILURES, _SHOWN_RATED, _SHOWN_LACKS, _SHOWN_ALIKE = 30, 60, 60, 8
_ANSWER = 600
_TOLD_TO_SCRIPT = ("doc_lost", "doc_cancel", "quality_golden_done", "quality_golden_dropped")


def quality_shell(words: Words) -> str:
    """What stands in the tab from the beginning."""
    said = {key: words.table[key] for key in _TOLD_TO_SCRIPT}
    inner = element("div", "", data_part=f"/screens/{words.language}/quality", data_quality="1")
    status = '<p class="vk-said-so" role="status" data-status></p>'
    return element("div", inner + status, "vk-screen", data_words=json.dumps(said, ensure_ascii=False))


def evaluation_html(measured: Measured | None, golden: int, command: str, words: Words, fault: str = "") -> str:
    """The last evaluation, or how to make one."""
    parts = [f"<h2>{esc(words('quality_eval'))}</h2>"]
    if fault:
        parts.append(element("p", esc(fault), "vk-fault", role="alert"))
    if measured:
        record = measured.run.record
        at = datetime.fromtimestamp(measured.at).astimezone().strftime("%H:%M %d/%m/%Y")
        parts.append(element("p", esc(words("quality_eval_of", dataset=record.get("dataset", ""), at=at)), "vk-hint"))
        parts.append(_counts(record, words) + _failures(record, words))
    said = words("quality_eval_again", count=golden) if golden and measured else words("quality_eval_none")
    if golden or not measured:
        parts.append(f'<p class="vk-hint">{esc(said)} <code>{esc(command)}</code></p>')
    return element("section", "".join(parts), "vk-quality-part")


def feedback_html(rated: Sequence[Rated], golden: set[str], words: Words) -> str:
    """Ratings with their comments, the newest first, each with the press that makes it a golden line."""
    head = f"<h2>{esc(words('quality_feedback'))}</h2>"
    if not rated:
        return element(
            "section", head + element("p", esc(words("quality_feedback_none")), "vk-hint"), "vk-quality-part"
        )
    up = sum(one.rating > 0 for one in rated)
    said = element("p", esc(words("quality_feedback_count", up=up, down=len(rated) - up)), "vk-hint", role="status")
    rows = "".join(_rated(one, one.key in golden, words) for one in rated[:_SHOWN_RATED])
    return element("section", f'{head}{said}<ul class="vk-cards">{rows}</ul>', "vk-quality-part")


def lacks_html(lacks: Sequence[Lack], golden: set[str], words: Words) -> str:
    """Refused questions in groups."""
    head = f"<h2>{esc(words('quality_refused'))}</h2>"
    if not lacks:
        return element("section", head + element("p", esc(words("quality_refused_none")), "vk-hint"), "vk-quality-part")
    rows = "".join(_lack(lack, golden, words) for lack in lacks[:_SHOWN_LACKS])
    hint = element("p", esc(words("quality_refused_hint")), "vk-hint")
    return element("section", f'{head}{hint}<ul class="vk-cards">{rows}</ul>', "vk-quality-part")


def _counts(record: dict[str, object], words: Words) -> str:
    rows = {name: str(record.get(name, "–")) for name in _COUNTS}
    validity = record.get("citation_validity")
    if isinstance(validity, int | float):
        rows["citation_validity"] = f"{validity * 100:.0f} %"
    cells = "".join(
        f"<div><dt>{esc(words(f'quality_{name}'))}</dt><dd>{esc(value)}</dd></div>" for name, value in rows.items()
    )
    return f'<dl class="vk-counts">{cells}</dl>'


def _failures(record: dict[str, object], words: Words) -> str:
    asked = record.get("per_question")
    failures = [q for q in asked if q["verdict"] in _FAILURES] if isinstance(asked, list) else []
    rows = "".join(
        element(
            "li",
            f"<strong dir='auto'>{esc(q['question'])}</strong> "
            + element("span", esc(words(f"quality_{q['verdict']}")), "vk-status vk-status-failed")
            + element("p", esc(_cut(str(q["answer"]))), dir="auto"),
        )
        for q in failures[:_SHOWN_FAILURES]
    )
    title = f"<summary>{esc(words('quality_failures'))} ({len(failures)})</summary>"
    return f'<details class="vk-box">{title}<ul class="vk-cards">{rows}</ul></details>' if failures else ""


def _rated(one: Rated, is_golden: bool, words: Words) -> str:
    label = words("quality_up" if one.rating > 0 else "quality_down")
    mark = element("span", f"{'👍' if one.rating > 0 else '👎'} {esc(label)}", f"vk-status vk-rating-{one.rating}")
    question = element("strong", esc(one.standalone), dir="auto")
    answer = element("p", f"<small>{esc(words('quality_said'))}</small> {esc(_cut(one.answer))}", dir="auto")
    comment = (
        element("p", f"<small>{esc(words('quality_comment'))}</small> {esc(one.comment)}", "vk-comment", dir="auto")
        if one.comment
        else ""
    )
    files = [source.rpartition("/")[2] for source in cited_sources(one.whole)] if one.whole else []
    praised = one.rating > 0
    press = _press(one.key, words("quality_add"), words) if praised else ""
    amend = _amend(one.key, one.standalone, [] if praised else files, words)
    golden = _golden(one.key, words) if is_golden else press + amend
    return element("li", f"{mark} {question}{answer}{comment}{golden}", data_key=one.key)


def _lack(lack: Lack, golden: set[str], words: Words) -> str:
    one = lack.newest
    said = [words("quality_times", count=len(lack.questions))] if len(lack.questions) > 1 else []
    said.append(words("quality_last", at=_day(one.at)))
    reason = element("p", esc(told(one.reason, words)), dir="auto") if one.reason else ""
    others = list(dict.fromkeys(q.standalone for q in lack.questions if q.standalone != one.standalone))
    also = "".join(element("li", esc(q), dir="auto") for q in others[:_SHOWN_ALIKE])
    alike = f'<ul class="vk-alike">{also}</ul>' if also else ""
    press = _press(one.key, words("quality_refusal_right"), words)
    action = _golden(one.key, words) if one.key in golden else press + _amend(one.key, one.standalone, [], words)
    head = f"{element('strong', esc(one.standalone), dir='auto')} <small>{esc(' · '.join(said))}</small>"
    return element("li", head + reason + alike + action, data_key=one.key)


def _press(key: str, label: str, words: Words) -> str:
    return element("button", esc(label), "vk-button", type="button", data_golden=key)


def _golden(key: str, words: Words) -> str:
    done = element("span", esc(words("quality_added")), "vk-status vk-status-added")
    return f"{done} " + element("button", esc(words("quality_drop")), "vk-link", type="button", data_drop_golden=key)


def _amend(key: str, question: str, files: Sequence[str], words: Words) -> str:
    """A form that says what is right instead."""
    fields = (
        _box("question", words("quality_amend_question"), question, 2)
        + _box("words", words("quality_amend_words"), "", 2)
        + _box("documents", words("quality_amend_documents"), "\n".join(files), 2)
    )
    save = element("button", esc(words("quality_add")), "vk-button vk-main", type="submit")
    form = element("form", fields + save, "vk-amend", data_amend=key)
    return f'<details class="vk-amending"><summary>{esc(words("quality_amend"))}</summary>{form}</details>'


def _box(name: str, label: str, value: str, rows: int) -> str:
    area = element("textarea", esc(value), name=name, rows=rows, maxlength=2_000, dir="auto")
    return element("label", f"<span>{esc(label)}</span>{area}", "vk-field")


def _cut(text: str) -> str:
    return text if len(text) <= _ANSWER else f"{text[:_ANSWER].rsplit(' ', 1)[0]}…"


def _day(at: str) -> str:
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return at
    return (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone().strftime("%d/%m/%Y")
