"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from wagtail import hooks

from quizzes import admin_urls, menu


@hooks.register("register_admin_urls")
def question_bank_urls() -> list[object]:
    return list(admin_urls.urlpatterns)


hooks.register("register_admin_menu_item", menu.banks_item)
hooks.register("register_admin_menu_item", menu.quizzes_item)
hooks.register("register_admin_menu_item", menu.statistics_item)
hooks.register("register_admin_menu_item", menu.marking_item)
