"""Pictures from outside: judged by what they are, never by their name, and written anew without what cameras add."""

import io
from dataclasses import dataclass
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.models import Collection

from content.models import ContentImage
from content.services.shelves import collection_of
from content.vietnamese import slugify
from people.errors import DomainError
from people.models import Organisation, User

MAX_PIXELS = 40_000_000
MAX_FRAMES = 200
LARGEST_SIDE = 2400
"""Wider than any screen shows a lesson; what is larger is made smaller once, here."""
PREVIEW_SIDE = 720
_KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


class PictureRefused(DomainError):
    default_code = "picture_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPicture:
    """A picture as we wrote it ourselves: no EXIF, no second file behind it."""

    data: bytes
    extension: str


def clean_picture(*, data: bytes, largest_side: int = LARGEST_SIDE) -> CleanPicture:
    """Check a picture and write it anew. Raises ``PictureRefused`` with a sentence."""
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
            _refuse_monsters(opened)
            opened.verify()
        with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
            opened.load()
            picture = ImageOps.exif_transpose(opened)
            return _written(picture, largest_side)
    except DomainError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureRefused(
            _("the picture has more than 40 million points"), code="too_many_pixels"
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise PictureRefused(_("the file is damaged or is not a picture"), code="broken") from error


@transaction.atomic
def store_picture(
    *, picture: CleanPicture, title: str, alt: str, organisation: Organisation | None, by: User | None = None
) -> ContentImage:
    """Keep a picture in its organisation's collection (None: that of the public site); ``alt`` becomes its description."""
    name = f"{slugify(title)[:60].strip('-') or 'hinh'}.{picture.extension}"
    image = ContentImage(
        title=title[:255],
        description=alt[:255],
        collection=collection_of(organisation=organisation)
        if organisation
        else Collection.get_first_root_node(),
        uploaded_by_user=by,
        file=ImageFile(io.BytesIO(picture.data), name=name),
    )
    image.file_size = len(picture.data)
    image.save()
    return image


def _refuse_monsters(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise PictureRefused(_("the picture has more than 40 million points"), code="too_many_pixels")
    if getattr(picture, "n_frames", 1) > MAX_FRAMES:
        raise PictureRefused(_("the picture has too many frames"), code="too_many_frames")


def _written(picture: Image.Image, largest_side: int) -> CleanPicture:
    is_photo = picture.format == "JPEG" or picture.mode in {"YCbCr", "CMYK"}
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    if is_photo and not has_alpha:
        picture = picture.convert("RGB")
    elif picture.mode not in {"RGB", "RGBA", "L", "P"} or picture.mode == "P":
        picture = picture.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((largest_side, largest_side), Image.Resampling.LANCZOS)
    picture.info.clear()
    out = io.BytesIO()
    options: dict[str, Any] = {"quality": 85, "progressive": True} if is_photo else {}
    picture.save(out, format="JPEG" if is_photo else "PNG", optimize=True, **options)
    return CleanPicture(data=out.getvalue(), extension="jpg" if is_photo else "png")
