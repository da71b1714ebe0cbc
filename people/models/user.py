"""A person who can sign in."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create a person; the e-mail address is stored in lower case."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing] # Wagtail is untyped
    """One account; the name is one field, family name first, as Vietnamese names are written."""

    LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    staff_code = models.CharField(
        _("staff code"),
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        help_text=_("May be used instead of the e-mail address to sign in."),
    )
    full_name = models.CharField(_("full name"), max_length=150)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, default="vi", choices=LANGUAGES)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    _roles_today: tuple[tuple[str, str], ...]
    """Filled once per request by people.access."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    personal_data = {
        "what": "name, e-mail address, staff code, date of birth, language",
        "why": "to let a person sign in and to print the name on certificates",
        "how_long": "while the account is used; five years after it was closed",
        "how_erased": "people.services.anonymise_person; the certificate register is kept as a legal duty",
    }

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """The given name: the last word of a Vietnamese full name."""
        return self.full_name.split()[-1] if self.full_name.strip() else self.email

    @property
    def is_staff(self) -> bool:
        """Django's own admin site is not installed; only a superuser would pass its door."""
        return self.is_superuser
