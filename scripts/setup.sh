#!/bin/sh
# Make .venv and install what uv.lock says. Needs Python 3.11 or newer, its venv module, and a package index.
#   scripts/setup.sh          what runs the system
#   scripts/setup.sh --dev    and what tests it
set -eu
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
stamp=.venv/installed
groups=--no-dev
[ "${1:-}" = "--dev" ] && stamp=.venv/installed-dev && groups=
if [ -e "$stamp" ] && [ "$stamp" -nt uv.lock ] && [ "$stamp" -nt pyproject.toml ]; then exit 0; fi

python=
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
  if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "Python 3.11 or newer is needed. On Debian 12 or Ubuntu 24.04: sudo apt-get install python3 python3-venv" >&2
  exit 1
fi
if [ ! -x .venv/bin/uv ]; then
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
    exit 1
  fi
  if ! { "$python" -m venv .venv && .venv/bin/python -m pip install -q --disable-pip-version-check "uv>=0.9"; }; then
    echo "The installer (uv) could not be fetched: is the package index reachable? Behind a mirror, set PIP_INDEX_URL and UV_DEFAULT_INDEX." >&2
    exit 1
  fi
fi
# --inexact keeps uv itself, and the test tools where they are already there.
if ! .venv/bin/uv sync -q --frozen --inexact $groups; then
  echo "The packages in uv.lock could not be installed; the reason is above. The next attempt continues where this one stopped." >&2
  exit 1
fi
touch "$stamp"
