"""A picture with regions; the right ones are to be picked.

Coordinates are those of the HTML ``area`` element, in pixels of the picture: ``rect`` left, top, right, bottom;
``circle`` middle and radius; ``poly`` the corners in turn (HTML Standard, "image maps").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from content.sanitising import OWN_FILES
from quizzes.items.choices import (
    ALL_OR_NOTHING,
    MAX_CHOICES,
    PROPORTIONAL,
    RIGHT_MINUS_WRONG,
    ChoiceKey,
    pick_problems,
    read_key,
)
from quizzes.items.reading import flag_of, found, is_empty, list_of, mapping, plain, text_of, whole, whole_of
from quizzes.items.shapes import Cleaner, Groups, Kind

RECT, CIRCLE, POLY = "rect", "circle", "poly"
SHAPES = (RECT, CIRCLE, POLY)
SCORINGS = (ALL_OR_NOTHING, PROPORTIONAL, RIGHT_MINUS_WRONG)
MAX_SIDE = 10_000
MAX_CORNERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``width`` and ``height`` in pixels; ``alt`` is plain text."""

    src: str
    alt: str
    width: int
    height: int

    def to_json(self) -> dict[str, Any]:
        return {"src": self.src, "alt": self.alt, "width": self.width, "height": self.height}

    def problems(self) -> dict[str, bool]:
        is_ours = self.src.startswith(OWN_FILES) and ".." not in self.src and "\\" not in self.src
        return {
            "picture_missing": not self.src,
            "picture_not_ours": bool(self.src) and not is_ours,
            "picture_without_words": not self.alt.strip(),
            "picture_without_size": not all(0 < side <= MAX_SIDE for side in (self.width, self.height)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """``label`` is plain text: it is what those who do not see the picture choose by."""

    id: str
    label: str
    shape: str
    coords: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "label": self.label, "shape": self.shape, "coords": list(self.coords)}

    @property
    def is_drawn(self) -> bool:
        """Whether the coordinates make a figure that one can point at."""
        if self.shape == RECT:
            return (
                len(self.coords) == 4 and self.coords[0] < self.coords[2] and self.coords[1] < self.coords[3]
            )
        if self.shape == CIRCLE:
            return len(self.coords) == 3 and self.coords[2] > 0
        return len(self.coords) % 2 == 0 and 6 <= len(self.coords) <= 2 * MAX_CORNERS

    def lies_in(self, picture: Picture) -> bool:
        """Whether nothing of a drawn region is cut off by the picture's edge."""
        across, down = self.coords[0::2], self.coords[1::2]
        if self.shape == CIRCLE:
            x, y, radius = self.coords
            across, down = (x - radius, x + radius), (y - radius, y + radius)
        fits_across = min(across) >= 0 and max(across) <= picture.width
        return fits_across and min(down) >= 0 and max(down) <= picture.height


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotContent:
    """``shows_regions``: whether the regions are drawn on the picture before anything is picked."""

    stem: str
    picture: Picture
    regions: tuple[Region, ...]
    shows_regions: bool = True

    @property
    def groups(self) -> Groups:
        return {"choices": tuple(region.id for region in self.regions)}

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, self.picture.alt, *(region.label for region in self.regions))

    def to_json(self) -> dict[str, Any]:
        return {
            "stem": self.stem,
            "picture": self.picture.to_json(),
            "regions": [region.to_json() for region in self.regions],
            "shows_regions": self.shows_regions,
        }

    def cleaned(self, *, rich: Cleaner, inline: Cleaner) -> "HotspotContent":
        return replace(
            self,
            stem=rich(self.stem),
            picture=replace(self.picture, alt=plain(self.picture.alt)),
            regions=tuple(replace(region, label=plain(region.label)) for region in self.regions),
        )


def read_content(data: Mapping[str, Any]) -> HotspotContent:
    picture = mapping(mapping(data).get("picture"))
    regions = [mapping(region) for region in list_of(data, "regions")]
    return HotspotContent(
        stem=text_of(data, "stem"),
        picture=Picture(
            src=text_of(picture, "src"),
            alt=text_of(picture, "alt"),
            width=whole_of(picture, "width", 0),
            height=whole_of(picture, "height", 0),
        ),
        regions=tuple(
            Region(
                id=text_of(region, "id"),
                label=text_of(region, "label"),
                shape=text_of(region, "shape"),
                coords=tuple(whole(number) for number in list_of(region, "coords")),
            )
            for region in regions
        ),
        shows_regions=flag_of(data, "shows_regions", True),
    )


def problems(content: HotspotContent, key: ChoiceKey) -> list[str]:
    ids = content.groups["choices"]
    return found(
        {
            "stem_empty": is_empty(content.stem),
            **content.picture.problems(),
            "no_regions": not ids,
            "too_many_regions": len(ids) > MAX_CHOICES,
            "region_ids_not_unique": len(set(ids)) < len(ids) or not all(ids),
            "region_without_label": not all(region.label.strip() for region in content.regions),
            **_drawing_problems(content.regions, content.picture),
            **pick_problems(key.rule, ids, SCORINGS),
        }
    )


def _drawing_problems(regions: Sequence[Region], picture: Picture) -> dict[str, bool]:
    known = [region for region in regions if region.shape in SHAPES]
    drawn = [region for region in known if region.is_drawn]
    polygons = [region for region in known if region.shape == POLY]
    return {
        "unknown_region_shape": len(known) < len(regions),
        "polygon_too_few_corners": any(len(region.coords) < 6 for region in polygons),
        "region_not_drawn": any(
            not region.is_drawn for region in known if region.shape != POLY or len(region.coords) >= 6
        ),
        "region_outside_picture": not all(region.lies_in(picture) for region in drawn),
    }


KIND = Kind(
    code="hotspot",
    read_content=read_content,
    read_key=read_key,
    problems=problems,
    never_shuffled=frozenset({"choices"}),
)
