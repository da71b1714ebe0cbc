from django.urls import path

from guides import views
from guides.handout_links import GUIDES, SERVICES

app_name = "guides"
urlpatterns = [
    path("to-cong-nghe-so/", views.helpers, name="helpers"),
    *(
        path(f"{shelf}/<str:slug>/{file}", view, {"shelf": shelf}, name=name)
        for shelf in (GUIDES, SERVICES)
        for file, view, name in (
            ("to-roi.pdf", views.handout, "handout"),
            ("to-roi.docx", views.handout_word, "handout_word"),
            ("ap-phich.pdf", views.poster, "poster"),
        )
    ),
]
