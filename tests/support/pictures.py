"""Pictures made in memory."""

import io

from PIL import Image


def one_pixel_png() -> bytes:
    return png(8, 8).getvalue()


def png(width: int, height: int) -> io.BytesIO:
    """A blue picture of that size, ready to be read."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(buffer, "PNG")
    buffer.seek(0)
    return buffer
