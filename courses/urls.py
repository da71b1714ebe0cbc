from django.urls import path

from courses import views, views_study, views_survey

app_name = "courses"
urlpatterns = [
    path("hoc/<slug:slug>/<int:position>/", views.lesson, name="lesson"),
    path("hoc/<slug:slug>/<int:position>/vi-tri/", views.place, name="place"),
    path("khoa-hoc/", views.catalogue, name="catalogue"),
    path("khoa-hoc/<slug:slug>/", views.detail, name="detail"),
    path("khoa-hoc/<slug:slug>/ghi-danh/", views.enrol, name="enrol"),
    path("khoa-hoc/<slug:slug>/thoi-hoc/", views.withdraw, name="withdraw"),
    path("khoa-hoc/<slug:slug>/kiem-tra/", views.quiz, name="quiz"),
    path("khoa-hoc/<slug:slug>/khao-sat/", views_survey.survey, name="survey"),
    path("hoc/sw.js", views_study.service_worker, name="service_worker"),
    path("hoc/dong-bo/", views_study.sync, name="sync"),
    path("hoc/ngoai-tuyen/", views_study.shelf, name="shelf"),
    path("hoc/<slug:slug>/", views.resume, name="resume"),
    path("hoc/<slug:slug>/<int:position>/xong/", views.finish, name="finish"),
    path("hoc/<slug:slug>/<int:position>/kiem-tra/", views.lesson_quiz, name="lesson_quiz"),
    path("hoc/<slug:slug>/<int:position>/ghi-chu/", views_study.note, name="note"),
    path("hoc/<slug:slug>/ghi-chu/", views_study.notes, name="notes"),
    path("hoc/<slug:slug>/ghi-chu/tai-ve/", views_study.notes_file, name="notes_file"),
    path("hoc/<slug:slug>/tim/", views_study.search, name="search"),
]
