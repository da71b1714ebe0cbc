"""The sentences and lines that the printed forms share. Pure; a certificate is a Vietnamese document with English beside it."""

from dataclasses import dataclass

from certificates.rendering.claims import Claims, long_date, short_date
from certificates.rendering.serial import printed

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION_EN = "SOCIALIST REPUBLIC OF VIET NAM"
MOTTO_EN = "Independence - Freedom - Happiness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Ready to print: nothing here has to be decided by a template."""

    title: str
    title_en: str
    born_on: str
    post_and_unit: str
    period: str
    periods: str
    place_and_date: str
    code: str
    qr_text: str
    document_title: str


def lines_of(claims: Claims) -> Lines:
    start, end = short_date(claims.studied_from), short_date(claims.studied_to)
    return Lines(
        title=claims.kind_name.upper(),
        title_en=claims.kind_name_en.upper(),
        born_on=short_date(claims.learner_born_on),
        post_and_unit=", ".join(part for part in (claims.learner_post, claims.learner_unit) if part),
        period=f"ngày {end}" if start == end else f"từ ngày {start} đến ngày {end}",
        periods=f"{claims.periods} tiết" if claims.periods else "",
        place_and_date=long_date(claims.place, claims.issued_day),
        code=printed(claims.serial),
        qr_text=f"Mã QR dẫn tới trang xác minh giấy chứng nhận này: {claims.verify_url}",
        document_title=f"{claims.kind_name} {claims.register_number} – {claims.learner_name}",
    )
