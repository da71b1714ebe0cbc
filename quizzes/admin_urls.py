"""Addresses of the question banks inside the editors' admin."""

from django.urls import path

from quizzes import views_bank, views_import, views_quiz

urlpatterns = [
    path("ngan-hang-cau-hoi/", views_bank.bank_list, name="quizzes_banks"),
    path("ngan-hang-cau-hoi/<uuid:uuid>/", views_bank.bank, name="quizzes_bank"),
    path("ngan-hang-cau-hoi/<uuid:uuid>/bai-kiem-tra/", views_quiz.quiz_edit, name="quizzes_quiz_add"),
    path(
        "ngan-hang-cau-hoi/<uuid:uuid>/bai-kiem-tra/<uuid:quiz>/", views_quiz.quiz_edit, name="quizzes_quiz"
    ),
    path("ngan-hang-cau-hoi/<uuid:uuid>/them/", views_bank.item_edit, name="quizzes_item_add"),
    path("ngan-hang-cau-hoi/<uuid:uuid>/nhap/", views_import.upload, name="quizzes_upload"),
    path("ngan-hang-cau-hoi/<uuid:uuid>/<uuid:item>/", views_bank.item_edit, name="quizzes_item"),
    path(
        "ngan-hang-cau-hoi/<uuid:uuid>/<uuid:item>/trang-thai/",
        views_bank.item_state,
        name="quizzes_item_state",
    ),
    path("nhap-cau-hoi/<uuid:uuid>/", views_import.batch, name="quizzes_import"),
    path(
        "nhap-cau-hoi/<uuid:uuid>/ghi/", views_import.decide, {"verb": "apply"}, name="quizzes_import_apply"
    ),
    path("nhap-cau-hoi/<uuid:uuid>/huy/", views_import.decide, {"verb": "undo"}, name="quizzes_import_undo"),
]
