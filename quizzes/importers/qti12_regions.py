"""The picture and the regions of a QTI 1.2 hot spot. Pure."""

import re
from typing import Any

from quizzes.importers.picture_sizes import size_of
from quizzes.importers.qti12_texts import label_text
from quizzes.importers.qti_context import Context
from quizzes.importers.xml_reading import Element, all_text, attribute, below, words

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def regions_of(
    response: Element, context: Context
) -> tuple[dict[str, Any] | None, dict[str, dict[str, Any]]]:
    """The picture (None when the file does not hold it) and the regions by ident."""
    image = next(below(response, "matimage"), None)
    if image is None:
        image = next(below(response.getparent(), "matimage"), None)
    data = context.data_of(attribute(image, "uri"))
    alt = attribute(image, "label")
    source = context.picture(attribute(image, "uri"), alt)
    size = size_of(data) if data and source else None
    if size is None:
        return None, {}
    picture = {"src": source, "alt": alt, "width": size[0], "height": size[1]}
    regions = {}
    for label in below(response, "response_label"):
        region = _region(label, context)
        if region:
            regions[attribute(label, "ident")] = region
    return picture, regions


def _region(label: Element, context: Context) -> dict[str, Any] | None:
    numbers = [round(float(found)) for found in _NUMBER.findall(all_text(label))][:200]
    name = label_text(label, context) or attribute(label, "ident")
    area = attribute(label, "rarea", "Ellipse").lower()
    if area == "rectangle" and len(numbers) >= 4:
        left, top, width, height = numbers[:4]
        return {"label": name, "shape": "rect", "coords": [left, top, left + width, top + height]}
    if area == "bounded" and len(numbers) >= 6:
        return {"label": name, "shape": "poly", "coords": numbers[: len(numbers) // 2 * 2]}
    if area == "ellipse" and len(numbers) >= 3:
        across, down = numbers[2], numbers[3] if len(numbers) > 3 else numbers[2]
        if across != down:
            context.lose("shape", words(label))
        return {
            "label": name,
            "shape": "circle",
            "coords": [numbers[0], numbers[1], max((across + down) // 4, 1)],
        }
    return None
