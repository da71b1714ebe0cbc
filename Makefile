.DEFAULT_GOAL := help
PORT ?= 8000
VAR = $(or $(LMS_VAR_DIR),var)
RUN = .venv/bin
export PORT

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 18

demo: ## the whole system with demonstration data at http://127.0.0.1:8000 (PORT=8001 for another port)
	@sh scripts/setup.sh
	@exec $(RUN)/python -m lms.run.supervisor --demo

demo-reset: ## forget the demonstration's data and start it again
	@sh scripts/setup.sh
	@$(RUN)/python -m lms.run.reset
	@exec $(RUN)/python -m lms.run.supervisor --demo

install: ## .venv with everything that tests need
	@sh scripts/setup.sh --dev

test: install ## the whole suite; journeys in a browser when there is one
	$(RUN)/pytest -q -n auto

test-postgres: install ## the same suite on PostgreSQL; set DATABASE_URL (and CELERY_BROKER_URL for Redis)
	@test -n "$(DATABASE_URL)" || { echo "Set DATABASE_URL, for example postgres://lms@127.0.0.1/postgres"; exit 1; }
	$(RUN)/pytest -q -n auto

journeys: install ## only the stories told in a browser; LMS_SCREENS=1 renews docs/screens
	$(RUN)/pytest -q -rs tests/journeys

check: install ## everything that must hold before a commit
	$(RUN)/ruff format --check -q .
	$(RUN)/ruff check -q .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/djlint --lint --quiet .
	DJANGO_SETTINGS_MODULE=lms.settings.test $(RUN)/python manage.py makemigrations --check --dry-run
	$(RUN)/python scripts/messages.py check
	$(RUN)/pytest -q -n auto

format: install ## put the code in order
	$(RUN)/ruff format -q .
	$(RUN)/ruff check -q --fix .

messages: install ## bring the translators' catalogues up to date (needs gettext)
	$(RUN)/python scripts/messages.py extract

messages-check: install ## say which sentences are not translated
	$(RUN)/python scripts/messages.py check

bench: install ## pages per second, beside the least a page can cost
	$(RUN)/python -m benchmarks.pages

siege: install ## kill web and worker again and again while people sit a quiz
	$(RUN)/python -m tests.siege

.PHONY: help demo demo-reset install test test-postgres journeys check format messages messages-check bench siege
