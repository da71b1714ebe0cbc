"""Claims as a register would hold them, for the pure tests of rendering."""

from certificates.rendering.claims import Claims
from certificates.rendering.serial import check_symbol

BODY = "HV26K3MQ9XD7RT4WZ"
SERIAL = BODY + check_symbol(BODY)


def make_claims(**fields: object) -> Claims:
    usual = {
        "serial": SERIAL,
        "verify_url": f"https://hocvienso.example.vn/c/{SERIAL}",
        "register_number": "0007/2026/CN-HVHC",
        "kind_code": "giay-chung-nhan-hoan-thanh",
        "kind_name": "Giấy chứng nhận",
        "kind_name_en": "Certificate of completion",
        "issuer_code": "HVHC",
        "issuer_name": "Học viện Hành chính và Quản trị công",
        "issuer_name_en": "Academy of Public Administration and Governance",
        "parent_name": "Học viện Chính trị quốc gia Hồ Chí Minh",
        "learner_name": "Nguyễn Thị Lan",
        "learner_born_on": "1990-03-15",
        "learner_post": "Chuyên viên",
        "learner_unit": "Ủy ban nhân dân phường An Bình",
        "course_code": "DVC-01",
        "course_title": "Tiếp nhận và giải quyết hồ sơ trên Cổng Dịch vụ công quốc gia",
        "course_title_en": "Receiving and settling files on the National Public Service Portal",
        "training_kind": "Từ xa (trực tuyến)",
        "periods": 16,
        "studied_from": "2026-10-01",
        "studied_to": "2026-11-23",
        "result": "Đạt",
        "result_en": "Passed",
        "place": "Hà Nội",
        "signatory_office": "KT. Giám đốc / Phó Giám đốc",
        "signatory_name": "Trần Quang Vinh",
        "issued_on": "2026-11-23",
        "issued_at": "2026-11-23T09:00:00+07:00",
    }
    return Claims(**{**usual, **fields})


def longest_claims() -> Claims:
    """Every field as long as its column allows."""
    return make_claims(
        learner_name=" ".join(["Công Tằng Tôn Nữ Thị Nguyệt"] * 6)[:150],
        learner_post=("Phó Trưởng phòng " * 8)[:120],
        learner_unit=("Văn phòng Hội đồng nhân dân và " * 9)[:250],
        course_title=("Bồi dưỡng kỹ năng tiếp nhận, số hóa và giải quyết hồ sơ " * 4)[:200],
        course_title_en=("Skills of receiving, digitising and settling files " * 4)[:200],
        issuer_name=("Trung tâm Bồi dưỡng và Hỗ trợ chuyển đổi số thuộc " * 6)[:250],
        issuer_name_en=("Centre for Training and Support of Digital Transformation " * 6)[:250],
        parent_name=("Ủy ban nhân dân tỉnh " * 13)[:250],
        training_kind=("Bồi dưỡng theo yêu cầu của vị trí việc làm " * 3)[:120],
        signatory_office=("TUQ. Chủ tịch " * 9)[:120],
        signatory_name=("Nguyễn " * 18)[:120],
        kind_name=("Giấy chứng nhận hoàn thành chương trình bồi dưỡng " * 3)[:120],
        kind_name_en=("Certificate of completion of training " * 4)[:120],
        register_number="0007/2026/" + "CN-" * 20,
        place="Thành phố Hồ Chí Minh và các phường xã thuộc tỉnh Bình Dương",
    )
