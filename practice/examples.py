"""What editors see of each kind of screen before they choose one. Pure."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "message": {
        "key": "da-gui",
        "title": "Hồ sơ đã được gửi",
        "text": "Chép lại mã hồ sơ để theo dõi.",
        "slip": "Mã hồ sơ tập: TAP-0001",
    },
    "choice": {
        "key": "dia-chi",
        "title": "Địa chỉ nào là thật?",
        "text": "Bạn mở trình duyệt và gõ địa chỉ.",
        "options": [
            {"label": "dichvucong.gov.vn", "sentence": "Đúng: kết thúc bằng .gov.vn."},
            {
                "label": "dichvucong-gov.vn.hotro.com",
                "is_mistake": True,
                "sentence": "Địa chỉ này kết thúc bằng hotro.com.",
            },
        ],
    },
    "form": {
        "key": "thong-tin-tre",
        "title": "Thông tin của trẻ",
        "fields": [
            {
                "label": "Họ, chữ đệm và tên",
                "kind": "text",
                "sample": "Nguyễn Gia Bảo",
                "rules": [{"kind": "accents", "sentence": "Viết có dấu như trong giấy chứng sinh."}],
            }
        ],
    },
    "upload": {
        "key": "giay-to",
        "title": "Tải giấy tờ lên",
        "documents": [
            {
                "label": "Giấy chứng sinh",
                "max_megabytes": 6.0,
                "types": "pdf, jpg, png",
                "files": [
                    {"name": "giay-chung-sinh.jpg", "megabytes": 2.1, "fault": "good"},
                    {"name": "anh-mo.jpg", "megabytes": 1.4, "fault": "blurry"},
                ],
            }
        ],
    },
    "payment": {
        "key": "nop-phi",
        "title": "Nộp phí",
        "facts": [{"term": "Số tiền", "fact": "8.000 đồng (tiền giả)"}],
        "options": [
            {"label": "Thanh toán trong Cổng"},
            {
                "label": "Chuyển khoản cho người gọi điện",
                "is_mistake": True,
                "sentence": "Không trả tiền ngoài Cổng.",
            },
        ],
    },
    "tracking": {
        "key": "theo-doi",
        "title": "Hồ sơ đang ở đâu?",
        "stages": [
            {"label": "Đã tiếp nhận", "when": "Ngày 1", "state": "done"},
            {"label": "Yêu cầu bổ sung", "when": "Ngày 2", "text": "Thiếu trang 2.", "state": "now"},
        ],
    },
    "finish": {"key": "xong", "title": "Bạn đã làm xong", "text": "Lần sau bạn tự làm được."},
}
