"""`vankien eval`: measuring retrieval, answers and reading on folders of one's own, with gates for scripts."""

from __future__ import annotations

from ui import (  # each adds its commands to the application
    eval_answers,
    eval_digests,
    eval_facts,
    eval_first,
    eval_legacy,
    eval_reading,
    eval_retrieval,
    eval_runs,
)
from ui.eval_options import eval_app

__all__ = [
    "eval_answers",
    "eval_app",
    "eval_digests",
    "eval_facts",
    "eval_first",
    "eval_legacy",
    "eval_reading",
    "eval_retrieval",
    "eval_runs",
]
