"""Open data: a page that says what there is, and the files."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from content.models import make_public
from listening.open_data import DATASETS, SMALLEST, Dataset
from listening.tables import Table, csv_of
from listening.views_desk import CSV, file_answer

FILE_SECONDS = 3600


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    name, address = settings.LISTENING_LICENCE
    context = {
        "datasets": DATASETS.values(),
        "smallest": SMALLEST,
        "licence_name": name,
        "licence_address": address,
        "keep_months": settings.LISTENING_KEEP_MONTHS,
    }
    response = render(request, "listening/open_data.html", context)
    make_public(response)
    return response


def _dataset(name: str) -> Dataset:
    if name not in DATASETS:
        raise Http404
    return DATASETS[name]


def _for_everybody(response: HttpResponse) -> HttpResponse:
    """The figures change once a day; other sites may read them from a script."""
    patch_cache_control(response, public=True, max_age=FILE_SECONDS)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def csv_file(request: HttpRequest, name: str) -> HttpResponse:
    found = _dataset(name)
    table = Table(
        slug=found.name,
        name=str(found.title),
        heads=[field.code for field in found.fields],
        rows=list(found.rows()),
        widths=[],
    )
    return _for_everybody(file_answer(csv_of(table), f"{name}.csv", CSV))


@require_safe
def json_file(request: HttpRequest, name: str) -> HttpResponse:
    """The rows as objects, with what they mean and the licence beside them."""
    found = _dataset(name)
    licence, address = settings.LISTENING_LICENCE
    codes = [field.code for field in found.fields]
    return _for_everybody(
        JsonResponse(
            {
                "title": str(found.title),
                "description": str(found.description),
                "licence": {"name": licence, "url": address},
                "publisher": settings.WAGTAIL_SITE_NAME,
                "suppressed_below": SMALLEST,
                "fields": {field.code: str(field.meaning) for field in found.fields},
                "rows": [dict(zip(codes, row, strict=True)) for row in found.rows()],
            },
            json_dumps_params={"ensure_ascii": False},
        )
    )
