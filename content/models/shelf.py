"""Where an organisation keeps its pictures, documents, films and recordings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from people.models import Organisation


class Shelf(models.Model):
    """One collection for each organisation: what stands there, only its own editors see, choose and change."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("shelf")

    def __str__(self) -> str:
        return str(self.collection)
