"""Who: people, organisations, memberships."""

from people.models.membership import Membership, Role
from people.models.organisation import (
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    OrganisationName,
    OrganisationRole,
    OrganisationRoleKind,
)
from people.models.user import User

__all__ = [
    "Membership",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "OrganisationName",
    "OrganisationRole",
    "OrganisationRoleKind",
    "Role",
    "User",
]
