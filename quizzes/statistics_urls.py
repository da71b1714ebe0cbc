"""Addresses of the statistics and results of a quiz inside the editors' admin."""

from django.urls import path

from quizzes import views_statistics

COMPOSE = "bai-kiem-tra/<uuid:quiz>/"
STATISTICS = f"{COMPOSE}thong-ke/"

urlpatterns = [
    path("thong-ke-bai-kiem-tra/", views_statistics.overview, name="quizzes_statistics_list"),
    path(STATISTICS, views_statistics.statistics, name="quizzes_statistics"),
    path(
        f"{STATISTICS}cau-hoi/<uuid:version>/", views_statistics.question, name="quizzes_statistics_question"
    ),
    path(f"{STATISTICS}so-lieu/<slug:slug>.csv", views_statistics.table_csv, name="quizzes_statistics_csv"),
    path(f"{STATISTICS}thong-ke.xlsx", views_statistics.workbook, name="quizzes_statistics_xlsx"),
    path(f"{STATISTICS}bao-cao.docx", views_statistics.document, name="quizzes_statistics_docx"),
    path(f"{COMPOSE}so-diem/", views_statistics.grades, name="quizzes_gradebook"),
    path(
        f"{COMPOSE}so-diem/so-diem.xlsx",
        views_statistics.grades_file,
        {"form": "xlsx"},
        name="quizzes_gradebook_xlsx",
    ),
    path(
        f"{COMPOSE}so-diem/so-diem.csv",
        views_statistics.grades_file,
        {"form": "csv"},
        name="quizzes_gradebook_csv",
    ),
]
