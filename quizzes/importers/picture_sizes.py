"""Width and height of a picture, from its first bytes; nothing is unpacked. Pure."""

import io
import warnings

from PIL import Image

_KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


def size_of(data: bytes) -> tuple[int, int] | None:
    """Pixels, or None when this is no picture we take."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
                return (int(opened.size[0]), int(opened.size[1]))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None
