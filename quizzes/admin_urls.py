"""Addresses of the question banks inside the editors' admin, sorted by room."""

from django.urls import path

from quizzes import (
    views_bank,
    views_bank_items,
    views_bank_likeness,
    views_bank_preview,
    views_bank_shelves,
    views_export,
    views_import,
    views_quiz,
    views_sections,
)
from quizzes.marking_urls import urlpatterns as marking_urls
from quizzes.statistics_urls import urlpatterns as statistics_urls

BANK = "ngan-hang-cau-hoi/<uuid:uuid>/"
ITEM = f"{BANK}<uuid:item>/"

bank_urls = [
    path("ngan-hang-cau-hoi/", views_bank.bank_list, name="quizzes_banks"),
    path(BANK, views_bank.bank, name="quizzes_bank"),
    path(f"{BANK}da-chon/", views_bank.chosen, name="quizzes_chosen"),
    path(f"{BANK}thong-tin/", views_bank.bank_facts, name="quizzes_bank_facts"),
    path(f"{BANK}danh-muc/", views_bank_shelves.categories, name="quizzes_categories"),
    path(f"{BANK}danh-muc/<uuid:category>/", views_bank_shelves.category, name="quizzes_category"),
    path(f"{BANK}chia-se/", views_bank_shelves.sharing, name="quizzes_sharing"),
    path(f"{BANK}chia-se/<uuid:grant>/", views_bank_shelves.sharing_end, name="quizzes_sharing_end"),
    path(f"{BANK}cau-giong-nhau/", views_bank_likeness.duplicates, name="quizzes_duplicates"),
    path(f"{BANK}cau-giong-nhau/bo/", views_bank_likeness.duplicate_retire, name="quizzes_duplicate_retire"),
    path(f"{BANK}xuat/", views_export.export, name="quizzes_export"),
    path(f"{BANK}xuat/tep/", views_export.download, name="quizzes_export_file"),
    path(f"{BANK}xem-thu/", views_bank_preview.preview, name="quizzes_preview"),
    path(f"{BANK}vi-du/", views_bank_preview.examples, name="quizzes_examples"),
    path(f"{BANK}them/", views_bank_items.item_add, name="quizzes_item_add"),
    path(ITEM, views_bank_items.item_edit, name="quizzes_item"),
    path(f"{ITEM}trang-thai/", views_bank_items.item_state, name="quizzes_item_state"),
    path(f"{ITEM}ho-so/", views_bank_items.item_about, name="quizzes_item_about"),
    path(f"{ITEM}so-sanh/", views_bank_items.item_compare, name="quizzes_item_compare"),
    path(f"{ITEM}xem-thu/", views_bank_preview.item_preview, name="quizzes_item_preview"),
]

import_urls = [
    path(f"{BANK}mau-xlsx/", views_export.template, name="quizzes_xlsx_template"),
    path(f"{BANK}nhap/", views_import.upload, name="quizzes_upload"),
    path("nhap-cau-hoi/<uuid:uuid>/", views_import.batch, name="quizzes_import"),
    path(
        "nhap-cau-hoi/<uuid:uuid>/ghi/", views_import.decide, {"verb": "apply"}, name="quizzes_import_apply"
    ),
    path("nhap-cau-hoi/<uuid:uuid>/huy/", views_import.decide, {"verb": "undo"}, name="quizzes_import_undo"),
]

quiz_urls = [
    path(f"{BANK}bai-kiem-tra/", views_quiz.quiz_edit, name="quizzes_quiz_add"),
    path(f"{BANK}bai-kiem-tra/<uuid:quiz>/", views_quiz.quiz_edit, name="quizzes_quiz"),
]

COMPOSE = "bai-kiem-tra/<uuid:quiz>/"

compose_urls = [
    path("bai-kiem-tra/", views_quiz.quiz_list, name="quizzes_quizzes"),
    path(COMPOSE, views_quiz.compose, name="quizzes_compose"),
    path(f"{COMPOSE}quy-dinh/", views_quiz.rules, name="quizzes_rules"),
    path(f"{COMPOSE}sao-chep/", views_quiz.copy, name="quizzes_copy"),
    path(f"{COMPOSE}ho-tro/", views_quiz.accommodations, name="quizzes_accommodations"),
    path(
        f"{COMPOSE}ho-tro/<uuid:accommodation>/",
        views_quiz.accommodation_end,
        name="quizzes_accommodation_end",
    ),
    path(f"{COMPOSE}rut-cau-hoi/", views_sections.rule_add, name="quizzes_rule_add"),
    path(f"{COMPOSE}chon-cau-hoi/", views_sections.fixed_add, name="quizzes_fixed_add"),
    path(f"{COMPOSE}dem/<uuid:bank>/", views_sections.fitting, name="quizzes_fitting"),
    path(f"{COMPOSE}phan/<int:position>/", views_sections.rule_edit, name="quizzes_section"),
    path(f"{COMPOSE}phan/<int:position>/sua/", views_sections.section_act, name="quizzes_section_act"),
]

urlpatterns = [*bank_urls, *import_urls, *quiz_urls, *compose_urls, *marking_urls, *statistics_urls]
