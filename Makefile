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

explore: install ## look for new examples against the properties; what is found becomes a test
	HYPOTHESIS_PROFILE=explore $(RUN)/pytest -q -n auto -m hypothesis

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

siege-answers: install ## kill web, PostgreSQL and Redis while 200 people answer; cut lines and sessions in a browser
	$(RUN)/python -m tests.siege.answers

siege-machine: install ## 5,000 sittings of 50 steps against the model of an attempt
	MACHINE_RUNS=5000 MACHINE_STEPS=50 $(RUN)/pytest -q tests/quizzes/test_attempts_machine.py

hostile-word: install ## read 1,000 Word files built to harm, and 200 good ones
	HOSTILE_WORD=1000 GOOD_WORD=200 $(RUN)/pytest -q tests/content/test_word_hostile.py

word-courses: install ## write 200 courses as Word and read them back
	WORD_COURSES=200 $(RUN)/pytest -q -n auto tests/courses/test_word_round_trip.py

storm: install ## how fast an exam is, with few attempts stored and with a million
	$(RUN)/python -m benchmarks.quiz_storm 10 1000 1000000

.PHONY: help demo demo-reset install test test-postgres journeys explore check format messages messages-check bench siege siege-answers siege-machine hostile-word word-courses storm
