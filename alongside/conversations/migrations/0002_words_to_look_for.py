"""Messages keep the words that a search compares; those that were written before get theirs here."""

from typing import Any

from django.db import migrations, models

from alongside.conversations.rules.looking import searched_in


def fill(apps: Any, schema_editor: Any) -> None:
    messages = apps.get_model("conversations", "Message").objects.filter(taken_back_at=None)
    for message in messages.iterator(chunk_size=500):
        files = [file.name for file in message.attachments.defer("content")]
        message.searched = searched_in(message.text, files)
        message.save(update_fields=["searched"])


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0001_first_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='searched',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
