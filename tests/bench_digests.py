"""How fast this machine digests news: `python -m tests.bench_digests [--articles 1000]`.

The articles are written as files and summarised by `vankien summarise`, without a language model; then again from
nothing, killed at half and gone on with. Tells seconds, seconds of processor, the largest resident memory of one
process, and whether each article came out once.
"""

from __future__ import annotations

import argparse
import json
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from tests.bench import articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder) / "tin"
        news.mkdir()
        for n, article in enumerate(articles(asked.articles)):
            (news / f"{n:05d}.txt").write_text(f"{article['title']}\n\n{article['body']}", encoding="utf-8")
        began, before = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
        out = _summarised(news, Path(folder) / "once")
        after = getrusage(RUSAGE_CHILDREN)
        seconds = time.perf_counter() - began
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{len(out)} articles: {seconds:.1f} s, {processor:.1f} s of processor, {after.ru_maxrss / 1e3:.0f} MB")
        data = Path(folder) / "twice"
        kept = _killed(news, data, asked.articles // 2)
        out = _summarised(news, data)
        print(f"killed with {kept} kept, then each once: {len(out) == len(set(out)) == asked.articles}")


def _command(news: Path, data: Path) -> list[str]:
    out = data.with_suffix(".jsonl")
    words = ["summarise", str(news), "--out", str(out), "--data-dir", str(data)]
    return [sys.executable, "-c", "from ui.cli import main; main()", *words]


def _summarised(news: Path, data: Path) -> list[str]:
    """The sources of the digests that come out."""
    subprocess.run(_command(news, data), check=True, stderr=subprocess.DEVNULL)
    return [json.loads(line)["source"] for line in data.with_suffix(".jsonl").open(encoding="utf-8")]


def _killed(news: Path, data: Path, half: int) -> int:
    process = subprocess.Popen(_command(news, data), stderr=subprocess.DEVNULL)
    while process.poll() is None and _kept(data) < half:
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return _kept(data)


def _kept(data: Path) -> int:
    if not (data / "digests.sqlite3").exists():
        return 0
    try:
        [(count,)] = sqlite3.connect(data / "digests.sqlite3").execute("SELECT count(*) FROM digests")
    except sqlite3.OperationalError:
        return 0
    return int(count)


if __name__ == "__main__":
    main()
