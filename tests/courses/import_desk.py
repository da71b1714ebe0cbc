"""The import screens as a browser would use them, without one."""

from django.core.files.uploadedfile import SimpleUploadedFile

START = "/quan-tri/nhap-tu-word/"


def upload(client, course, data, level="1", name="bai.docx"):
    return client.post(START, {"course": course.pk, "level": level, "file": SimpleUploadedFile(name, data)})


def fields_of(client, address):
    """What a browser would send if the author only pressed a button."""
    form = client.get(address).context["form"]
    sent = {"seen": client.get(address).context["plan"].seen}
    for bound in form:
        value = form.initial.get(bound.name, bound.field.initial)
        if value is True:
            sent[bound.name] = "on"
        elif value not in (None, False):
            sent[bound.name] = value
    return sent
