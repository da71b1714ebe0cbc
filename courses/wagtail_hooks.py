"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from wagtail import hooks

from courses import desk_menu, desk_panels, import_menu, page_policy, page_rules

hooks.register("construct_explorer_page_queryset", page_rules.only_own_courses)
hooks.register("construct_page_chooser_queryset", page_policy.choosable_pages)
hooks.register("construct_homepage_panels", desk_panels.add_review_dates)
hooks.register("after_edit_page", page_rules.tell_of_another_hand)
hooks.register("before_copy_page", page_rules.refuse_copy)
hooks.register("before_move_page", page_rules.refuse_move)
hooks.register("before_bulk_action", page_rules.refuse_bulk_move)
hooks.register("register_admin_menu_item", import_menu.import_menu_item)
hooks.register("register_admin_menu_item", import_menu.begin_menu_item)
hooks.register("register_admin_urls", import_menu.import_urls)
hooks.register("register_page_header_buttons", import_menu.whole_button)
hooks.register("register_page_listing_more_buttons", import_menu.whole_button)
hooks.register("register_page_header_buttons", import_menu.export_button)
hooks.register("register_page_listing_more_buttons", import_menu.export_button)
hooks.register("register_admin_urls", desk_menu.desk_urls)
hooks.register("register_reports_menu_item", desk_menu.impact_item)
hooks.register("register_admin_viewset", desk_menu.legal_documents)
hooks.register("register_reports_menu_item", desk_menu.surveys_item)
