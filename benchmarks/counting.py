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
from django.core.wsgi import get_wsgi_application

from guides.models import GuidePage
from listening import visits
from listening.services.counting import write_waiting_counts

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


def microseconds(application, path: str, number: int) -> float:
    asked = environment(path, number)
    begun = time.perf_counter_ns()
    answer = application(asked, lambda *_: None)
    answer.close()
    return (time.perf_counter_ns() - begun) / 1000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo", stdout=sys.stderr)
    path = GuidePage.objects.live().first().get_url().replace("http://localhost", "")
    settings.LISTENING_FLUSH_SECONDS = 0
    counting = get_wsgi_application()
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("listening.")]
    plain = get_wsgi_application()
    for number in range(500):
        for application in (counting, plain):
            microseconds(application, path, number)
    visits.digest()
    visits.views.take()
    with_, without = [], []
    for number in range(count):
        for application, seen in ((counting, with_), (plain, without))[:: 1 if number % 2 else -1]:
            seen.append(microseconds(application, path, number))
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
