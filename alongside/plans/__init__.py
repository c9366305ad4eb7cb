"""What each child is owed: the services of therapy, how often, how long, where and by whom.

Promises that a service is a dated fact that is ended, never rewritten away. Leaves to `scheduling` when it happens.
"""
