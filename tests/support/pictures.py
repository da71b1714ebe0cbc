"""Pictures made in memory."""

import io

from PIL import Image


def one_pixel_png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(buffer, "PNG")
    return buffer.getvalue()
