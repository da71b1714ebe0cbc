"""A picture with its text alternative and caption."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StructBlock, StructValue
from wagtail.images.blocks import ImageChooserBlock


class PictureValue(StructValue):
    @property
    def alternative(self) -> str:
        """What a screen reader says: the words for this place, else the picture's own; nothing for decoration."""
        if self.get("is_decorative"):
            return ""
        return self.get("alt") or getattr(self.get("image"), "description", "")


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = CharBlock(
        label=_("What the picture shows"),
        help_text=_("For people who cannot see it. Empty: the description kept with the picture."),
        required=False,
        max_length=1000,
    )
    is_decorative = BooleanBlock(label=_("The picture is only decoration"), required=False)
    caption = CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "content/blocks/picture.html"
        value_class = PictureValue
        description = _("A picture with a caption")
