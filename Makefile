.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
export UV_PYTHON_DOWNLOADS ?= never
UV = .venv/bin/uv

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

.venv/bin/uv:
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@.venv/bin/pip install -q --disable-pip-version-check "uv>=0.9"

.venv/installed: pyproject.toml uv.lock | .venv/bin/uv
	@$(UV) sync -q --frozen --inexact
	@touch $@

check: .venv/installed ## everything that must hold before a commit
	.venv/bin/ruff format --check -q .
	.venv/bin/ruff check -q .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest -q -n auto

.PHONY: help check
