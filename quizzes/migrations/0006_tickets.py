import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A number on the attempt, with a database default: rows of before and code of before go on working."""

    dependencies = [("quizzes", "0005_practice")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="ticket_epoch",
            field=models.PositiveIntegerField(
                default=0,
                db_default=0,
                help_text="Counted up at sign-out: tickets of before are worth nothing.",
            ),
        ),
        migrations.AlterField(
            model_name="responseevent",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("accepted", "accepted"),
                    ("late", "received after the deadline, not graded"),
                    ("conflict", "an older page tried to overwrite a newer answer"),
                    ("passed", "the question was left already, and the quiz only goes forward"),
                ],
                max_length=10,
            ),
        ),
        # Each of these keys begins a unique constraint: a second index on it cost a write for every question and save.
        migrations.AlterField(
            model_name="attemptitem",
            name="attempt",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="slots",
                to="quizzes.attempt",
            ),
        ),
        migrations.AlterField(
            model_name="responseevent",
            name="attempt_item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="quizzes.attemptitem",
            ),
        ),
    ]
