"""Messages about a child between named people, and who was told what, on the page and by e-mail.

Promises that only those who were named read a thread, that no subject line holds a child's name, and that a mail goes
out once, whatever dies meanwhile. Hears of what other rooms have done from the audit trail.
"""
