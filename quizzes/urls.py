from django.urls import path

from quizzes import api, views, views_results, views_self_check

app_name = "quizzes"
urlpatterns = [
    path("lam-bai/<uuid:uuid>/<int:slot>/", views.attempt, name="attempt"),
    path("lam-bai/<uuid:uuid>/tong-quan/", views_results.overview, name="overview"),
    path("lam-bai/<uuid:uuid>/nop-bai/", views_results.submit, name="submit"),
    path("lam-bai/<uuid:uuid>/luu/", api.save, name="save"),
    path("lam-bai/<uuid:uuid>/nhip/", api.beat, name="beat"),
    path("lam-bai/<uuid:uuid>/trang-thai/", api.state, name="state"),
    path("lam-bai/tep/<uuid:uuid>/", views_results.response_file, name="response_file"),
    path("lam-bai/doc-so/", views.number, name="number"),
    path("ket-qua/<uuid:uuid>/", views_results.result, name="result"),
    path("ket-qua/<uuid:uuid>/bien-nhan/", views_results.receipt, name="receipt"),
    path("ket-qua/<uuid:uuid>/ban-sao.<str:kind>", views_results.own_copy, name="copy"),
    path("ket-qua/<uuid:uuid>/luyen-lai/", views_self_check.again, name="again"),
    path("tu-kiem-tra/<uuid:uuid>/", views_self_check.self_check, name="self_check"),
]
