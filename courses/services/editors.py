"""What each editing role may do in the editors' admin. In which courses, ``courses.permissions`` decides."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from courses.models import CourseIndexPage
from people.models import Role

WRITING = ("add_page", "change_page", "publish_page")
# Deleting a course page with its lessons at once.
CLEARING = ("bulk_delete_page",)
MEDIA = ("add_contentimage", "choose_contentimage", "add_contentdocument", "choose_contentdocument")
MANAGING_MEDIA = (
    *MEDIA,
    "change_contentimage",
    "delete_contentimage",
    "change_contentdocument",
    "delete_contentdocument",
)


@transaction.atomic
def grant_page_permissions() -> None:
    """Let instructors, reviewers and administrators write courses; calling it again changes nothing.

    Instructors publish their own organisation's courses themselves until the review workflow comes.
    """
    index = CourseIndexPage.objects.first()
    if index is None:
        return
    for role, actions, media in (
        (Role.INSTRUCTOR, (*WRITING, *CLEARING), MEDIA),
        (Role.REVIEWER, WRITING, MEDIA),
        (Role.ADMINISTRATOR, (*WRITING, *CLEARING), MANAGING_MEDIA),
    ):
        let_edit_pages(role=role, page=index, actions=actions, media=media)


@transaction.atomic
def let_edit_pages(*, role: Role, page: Page, actions: Iterable[str], media: Iterable[str] = MEDIA) -> Group:
    """Give a role's group the editors' admin, actions below a page, and the use of pictures and documents."""
    group, _created = Group.objects.get_or_create(name=role.value)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=list(actions)
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label="content", codename__in=list(media)):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group
