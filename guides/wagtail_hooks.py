"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from wagtail import hooks

from guides import desk, desk_panels, work_desk

hooks.register("construct_homepage_panels", desk_panels.add_editors_day)
hooks.register("register_admin_urls", desk.desk_urls)
hooks.register("register_admin_menu_item", desk.from_word_item)
hooks.register("register_reports_menu_item", desk.reviews_item)
hooks.register("register_admin_urls", work_desk.desk_urls)
hooks.register("register_reports_menu_item", work_desk.desk_item)
hooks.register("construct_homepage_panels", work_desk.add_desk)
