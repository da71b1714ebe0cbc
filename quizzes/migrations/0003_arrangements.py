"""The order of the choices of every paper becomes the arrangement {"choices": […]}; a large table is read in parts."""

from django.db import migrations

PART = 2000


def carry_over(apps, schema_editor):
    AttemptItem = apps.get_model("quizzes", "AttemptItem")
    rows = []
    for slot in AttemptItem.objects.only("choice_order", "arrangement").iterator(chunk_size=PART):
        slot.arrangement = {"choices": slot.choice_order} if slot.choice_order else {}
        rows.append(slot)
        if len(rows) >= PART:
            AttemptItem.objects.bulk_update(rows, ["arrangement"])
            rows.clear()
    AttemptItem.objects.bulk_update(rows, ["arrangement"])


def carry_back(apps, schema_editor):
    AttemptItem = apps.get_model("quizzes", "AttemptItem")
    rows = []
    for slot in AttemptItem.objects.only("choice_order", "arrangement").iterator(chunk_size=PART):
        slot.choice_order = slot.arrangement.get("choices", [])
        rows.append(slot)
        if len(rows) >= PART:
            AttemptItem.objects.bulk_update(rows, ["choice_order"])
            rows.clear()
    AttemptItem.objects.bulk_update(rows, ["choice_order"])


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0002_assessment")]

    operations = [migrations.RunPython(carry_over, carry_back)]
