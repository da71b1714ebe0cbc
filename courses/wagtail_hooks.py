"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from wagtail import hooks

from courses import import_menu, page_rules

hooks.register("construct_explorer_page_queryset", page_rules.only_own_courses)
hooks.register("before_copy_page", page_rules.refuse_copy)
hooks.register("before_move_page", page_rules.refuse_move)
hooks.register("before_bulk_action", page_rules.refuse_bulk_move)
hooks.register("register_admin_menu_item", import_menu.import_menu_item)
hooks.register("register_admin_urls", import_menu.import_urls)
