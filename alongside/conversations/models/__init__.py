"""The shapes of this room."""

from alongside.conversations.models.mail import Mail, MailWish
from alongside.conversations.models.notices import Heard, Notice
from alongside.conversations.models.threads import Attachment, Message, Participant, Thread

__all__ = ["Attachment", "Heard", "Mail", "MailWish", "Message", "Notice", "Participant", "Thread"]
