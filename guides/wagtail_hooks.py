"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from wagtail import hooks

from guides import desk, work_desk

hooks.register("register_admin_urls", desk.desk_urls)
hooks.register("register_reports_menu_item", desk.reviews_item)
hooks.register("register_admin_urls", work_desk.desk_urls)
hooks.register("register_reports_menu_item", work_desk.desk_item)
hooks.register("construct_homepage_panels", work_desk.add_desk)
