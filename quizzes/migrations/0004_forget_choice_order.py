"""The column whose contents 0003 carried over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0003_arrangements")]

    operations = [migrations.RemoveField(model_name="attemptitem", name="choice_order")]
