# The commands that people and CI run. `make help` lists them.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DATA   ?= ../shared/data
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run ask test check eval bench bench-peers train-embedder train-compact train-ranker train-confidence train-summary clean

help:            ## list the targets
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /\t/' | expand -t 18

run: $(READY)    ## install, read the sample documents, answer a question, serve the chat on http://127.0.0.1:7860
	$(BIN)/vankien ingest "$$($(BIN)/vankien samples)"
	$(BIN)/vankien ask "Theo Chỉ thị 09-CT/TU, tỉnh dự trữ tối thiểu bao nhiêu tấn gạo?"
	$(BIN)/vankien serve

ask: $(READY)    ## answer one question: make ask Q="Ai chủ trì hội nghị?"
	@$(BIN)/vankien ask "$(Q)"

test: $(READY)   ## install and run the whole suite (browser tests skip where there is no Chromium)
	$(BIN)/python -m pytest

check: $(READY)  ## style, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(READY)   ## measure every published number again on the data sets under DATA, and grade it
	$(BIN)/vankien eval reproduce --data $(DATA)

bench: $(READY)  ## time indexing and asking beside the stock llama-index chain
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python -m tests.bench

bench-peers: $(READY)  ## find documents beside llama-index, txtai and Haystack with one embedder
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python -m tests.bench_peers
	$(BIN)/python -m tests.bench_peers --plain

train-embedder: $(READY)  ## train the default embedder anew: make train-embedder DATA=../shared/data
	$(BIN)/python -m index.training.static $(DATA)/train --out index/models/vi-static

COMPACT ?= build/compact
train-compact: $(READY)  ## train the compact encoder, reranker and bi-encoder; for a machine with a GPU: half an hour
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[train]"
	$(BIN)/python -m index.training.compact gather $(DATA)/train $(DATA)/benchmarks/alqac2022 \
		$(DATA)/benchmarks/uit_regqa --work $(COMPACT)
	$(BIN)/python -m index.training.compact prepare --work $(COMPACT)
	$(BIN)/python -m index.training.compact oppose --work $(COMPACT)
	$(BIN)/python -m index.training.compact pretrain --work $(COMPACT) --minutes 6.25 --batch 512 --rate 0.002
	$(BIN)/python -m index.training.compact read --work $(COMPACT) --minutes 7.2 --batch 64 --rate 0.0004
	$(BIN)/python -m index.training.compact embed --work $(COMPACT) --minutes 7 --batch 1024 --rate 0.0004
	$(BIN)/python -m index.training.export $(COMPACT)/reader.safetensors --out index/models/vi-compact-reader
	$(BIN)/python -m index.training.export $(COMPACT)/embedder.safetensors --out index/models/vi-compact-embedder

train-ranker: $(READY)  ## fit the ranker of sentences anew, on the even halves of the data sets under DATA
	$(BIN)/python -m eval.ranking $(DATA)/benchmarks/uit_regqa $(DATA)/benchmarks/alqac2022 --out assistant/ranking.tsv

train-confidence: $(READY)  ## fit how sure an answer is anew, after the embedder or the ranker, on the same halves
	$(BIN)/python -m eval.confidence $(DATA)/benchmarks/uit_regqa $(DATA)/benchmarks/alqac2022 --out assistant/confidence.tsv

train-summary: $(READY)  ## fit the ranker of summaries anew, on the news under DATA without the articles measured on
	$(BIN)/python -m eval.summary_training $(DATA)/train/pairs.jsonl.xz $(DATA)/news/articles_dev.jsonl.xz --out assistant

train-classifier: $(READY)  ## fit what tells kinds of question apart anew, on eval/golden/asks.tsv
	$(BIN)/python -m eval.asks --out assistant/asks.tsv

clean:           ## remove the virtual environment and caches; what was read, in data/, stays
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "vankien needs Python 3.11 or newer, found " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $@
