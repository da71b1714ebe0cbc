"""Office files from before Unicode: the letters are Latin-1 codes that only an old font showed as Vietnamese.

TCVN 5712:1993 VN3 ("ABC" fonts, names starting with ".Vn") is converted; VNI is recognised and reported, because it
writes one letter as two codes and the fonts disagree about some of them.
"""

import re

_LOWER = dict(
    zip(
        "\xa8\xa9\xaa\xab\xac\xad\xae"
        "\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb"
        "\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde"
        "\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee"
        "\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_UPPER = dict(zip("\xa1\xa2\xa3\xa4\xa5\xa6\xa7", "ĂÂÊÔƠƯĐ", strict=True))
_TCVN3 = str.maketrans(_LOWER | _UPPER)
_VNI = re.compile(r"^VNI[\s-]", re.IGNORECASE)


def is_tcvn3(font: str) -> bool:
    return font.lower().startswith(".vn")


def is_vni(font: str) -> bool:
    return bool(_VNI.match(font))


def from_tcvn3(text: str, font: str) -> str:
    """Unicode for text set in a TCVN3 font; fonts whose name ends in H show every letter as a capital.

    >>> from_tcvn3("NghÞ ®Þnh", ".VnTime")
    'Nghị định'
    """
    converted = text.translate(_TCVN3)
    return converted.upper() if font.rstrip().endswith("H") else converted
