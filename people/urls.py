"""Vietnamese addresses for allauth's own doors."""

from allauth.account import views as account
from django.urls import include, path

urlpatterns = [
    path("dang-nhap/", account.login, name="account_login"),
    path("tai-khoan/", include("allauth.urls")),
]
