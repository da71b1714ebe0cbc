"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from wagtail import hooks

from listening import admin_urls, menu


@hooks.register("register_admin_urls")
def listening_urls() -> list[object]:
    return list(admin_urls.urlpatterns)


hooks.register("register_admin_menu_item", menu.listening_item)
