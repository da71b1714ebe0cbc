"""What each editing role may do in the editors' admin. In which courses, ``courses.permissions`` decides."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from content.services.shelves import give_everybody_a_shelf
from courses.models import CourseIndexPage
from courses.services.reviewing import set_up_review
from people.models import Role

WRITING = ("add_page", "change_page", "publish_page")
# The register of legal documents: what it says of a document is true for every organisation.
REGISTER = ("view_legaldocument", "add_legaldocument", "change_legaldocument")
# Deleting a course page with its lessons at once.
CLEARING = ("bulk_delete_page",)
MEDIA = (
    *("add_contentimage", "choose_contentimage", "add_contentdocument", "choose_contentdocument"),
    *("add_contentmedia", "choose_contentmedia"),
)
MANAGING_MEDIA = (
    *MEDIA,
    "change_contentimage",
    "delete_contentimage",
    "change_contentdocument",
    "delete_contentdocument",
    "change_contentmedia",
    "delete_contentmedia",
)


@transaction.atomic
def grant_page_permissions() -> None:
    """Let instructors, reviewers and administrators write courses; calling it again changes nothing.

    Who may publish what within these, ``courses.permissions`` says: somebody else than the author (``COURSES_FOUR_EYES``).
    """
    give_everybody_a_shelf()
    index = CourseIndexPage.objects.first()
    if index is None:
        return
    for role, actions, media in (
        (Role.INSTRUCTOR, (*WRITING, *CLEARING), MEDIA),
        (Role.REVIEWER, WRITING, MEDIA),
        (Role.ADMINISTRATOR, (*WRITING, *CLEARING), MANAGING_MEDIA),
    ):
        group = let_edit_pages(role=role, page=index, actions=actions, media=media)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="courses", codename__in=REGISTER)
        )
    set_up_review(index=index)


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
