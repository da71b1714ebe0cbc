"""What counting a visit adds to a kept page: the same requests with and without the middleware, in one process.

    .venv/bin/python -m benchmarks.counting [requests]

Prints the median time of a request: the whole WSGI application in the embedded profile, answering a guide from the page
cache. The two take turns request by request, so that whatever else the machine does disturbs both alike.
"""

import os
import statistics
import sys
import tempfile
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
os.environ["LMS_DEMO"] = "1"
os.environ["LMS_VAR_DIR"] = tempfile.mkdtemp(prefix="counting-")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command

from guides.models import GuidePage
from listening import visits
from listening.services.counting import write_waiting_counts
from lms import page_cache
from lms.wsgi import application

AGENT = "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def environment(path: str, number: int) -> dict:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_USER_AGENT": AGENT,
        "HTTP_ACCEPT": "text/html",
        "REMOTE_ADDR": f"203.0.{number // 256 % 256}.{number % 256}",
        "wsgi.url_scheme": "http",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.errors": sys.stderr,
    }


count_it = page_cache._count


def microseconds(path: str, number: int, *, counted: bool) -> float:
    asked = environment(path, number)
    page_cache._count = count_it if counted else lambda *_: None
    begun = time.perf_counter_ns()
    application(asked, lambda *_: None)
    return (time.perf_counter_ns() - begun) / 1000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo", stdout=sys.stderr)
    path = GuidePage.objects.live().first().get_url().replace("http://localhost", "")
    settings.LISTENING_FLUSH_SECONDS = 0
    for number in range(500):
        for counted in (True, False):
            microseconds(path, number, counted=counted)
    visits.digest()
    visits.views.take()
    with_, without = [], []
    for number in range(count):
        for counted, seen in ((True, with_), (False, without))[:: 1 if number % 2 else -1]:
            seen.append(microseconds(path, number, counted=counted))
    begun = time.perf_counter_ns()
    visits.digest()
    later = (time.perf_counter_ns() - begun) / 1000 / count
    assert sum(visits.views.take().values()) == count
    write_waiting_counts()
    base = statistics.median(without)
    added = statistics.median(with_) - base
    print(f"kept guide {base:.1f} µs, counting adds {added:.2f} µs ({added / base:.1%})")
    print(f"and {later:.2f} µs a second later, in a thread: {(added + later) / base:.1%} together")


main()
