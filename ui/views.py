"""The living style page: every component in every state, for eyes and for tests."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ui.icons import ICONS


class StyleguideForm(forms.Form):
    """Invented questions; nothing is stored."""

    full_name = forms.CharField(label="Họ và tên", help_text="Họ trước, tên sau, đủ dấu.")
    code = forms.CharField(label="Mã cán bộ", required=False)
    password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)
    unit = forms.ChoiceField(label="Đơn vị", choices=[("vp", "Văn phòng"), ("nv", "Phòng Nội vụ")])
    answer = forms.ChoiceField(
        label="Khi cần gửi công văn cho đơn vị khác, cách nào đúng?",
        choices=[
            ("a", "Gửi bản quét qua thư điện tử cá nhân cho nhanh"),
            ("b", "Ký số và chuyển qua hệ thống quản lý văn bản và điều hành"),
        ],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Chủ đề quan tâm",
        choices=[("kyso", "Ký số"), ("dvc", "Dịch vụ công trực tuyến")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label="Tôi đã đọc xong bài này")


def styleguide(request: HttpRequest) -> HttpResponse:
    """Not translated: it speaks to those who build the site, and shows Vietnamese, the harder script."""
    wrong = StyleguideForm({"full_name": "", "unit": "xx", "answer": "a"})
    wrong.add_error(None, "Phiên làm việc đã hết hạn; những gì bạn nhập vẫn còn ở dưới.")
    return render(
        request,
        "ui/styleguide.html",
        {
            "icons": sorted(ICONS),
            "form": StyleguideForm(prefix="moi"),
            "wrong": wrong,
            "page_obj": Paginator(range(500), 10).page(7),
            "crumbs": [("Khóa học", "/khoa-hoc/"), ("Ký số cho văn thư", "/khoa-hoc/ky-so/")],
            "facts": [
                ("Thời hạn giải quyết", "Trong ngày; nộp sau 15 giờ thì ngày kế tiếp"),
                ("Lệ phí", "Miễn phí nếu đăng ký trong 60 ngày"),
                ("Nơi nộp", "Cổng Dịch vụ công quốc gia"),
            ],
        },
    )
