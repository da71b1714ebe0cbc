"""Addresses of marking and results inside the editors' admin."""

from django.urls import path

from quizzes import views_marking, views_paper, views_recognising, views_regrading, views_sittings

QUIZ = "cham-bai/<uuid:uuid>/"
SITTING = f"{QUIZ}luot/<uuid:attempt>/"

urlpatterns = [
    path("cham-bai/", views_marking.quiz_list, name="quizzes_marking"),
    path(QUIZ, views_marking.queue, name="quizzes_marking_queue"),
    path(f"{QUIZ}tiep/", views_marking.claim, name="quizzes_marking_next"),
    path(f"{QUIZ}bai/<int:pk>/", views_marking.essay, name="quizzes_marking_essay"),
    path(f"{QUIZ}bai/<int:pk>/nhan/", views_marking.claim, name="quizzes_marking_claim"),
    path(f"{QUIZ}bai/<int:pk>/luu/", views_marking.autosave, name="quizzes_marking_save"),
    path(f"{QUIZ}bai/<int:pk>/tep/<uuid:file>/", views_marking.essay_file, name="quizzes_marking_file"),
    path(f"{QUIZ}tra-lai/<int:marking>/", views_marking.release_claim, name="quizzes_marking_release"),
    path(SITTING, views_sittings.sitting, name="quizzes_sitting"),
    path(f"{SITTING}diem/", views_sittings.override, name="quizzes_override_total"),
    path(f"{SITTING}diem/<int:slot>/", views_sittings.override, name="quizzes_override"),
    path(f"{SITTING}huy/", views_sittings.annul, name="quizzes_annul"),
    path(f"{QUIZ}cham-lai/", views_regrading.regrades, name="quizzes_regrades"),
    path(f"{QUIZ}cham-lai/cau/<uuid:item>/", views_regrading.preview, name="quizzes_regrade_preview"),
    path(f"{QUIZ}cham-lai/<uuid:regrade>/", views_regrading.regrade, name="quizzes_regrade"),
    path(f"{QUIZ}cham-lai/<uuid:regrade>/ap-dung/", views_regrading.apply, name="quizzes_regrade_apply"),
    path(f"{QUIZ}cong-nhan/", views_recognising.recognise, name="quizzes_recognise"),
    path(f"{QUIZ}cong-nhan/du-thao/", views_recognising.draft, name="quizzes_decision_draft"),
    path(
        f"{QUIZ}cong-nhan/<uuid:decision>/<slug:kind>/", views_recognising.decision, name="quizzes_decision"
    ),
    path(f"{QUIZ}tren-giay/", views_paper.paper, name="quizzes_paper"),
    path(f"{QUIZ}tren-giay/bang/", views_paper.template, name="quizzes_paper_template"),
    path(f"{QUIZ}tren-giay/kiem-tra/", views_paper.check, name="quizzes_paper_check"),
    path(f"{QUIZ}tren-giay/ghi/", views_paper.enter, name="quizzes_paper_enter"),
    path(f"{QUIZ}tren-giay/<uuid:form>/nhap/", views_paper.one_person, name="quizzes_paper_one"),
    path(f"{QUIZ}tren-giay/<uuid:form>/<slug:kind>/", views_paper.printed, name="quizzes_paper_file"),
]
