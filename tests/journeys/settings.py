"""The settings of a journey's house: those of every house, but a password is hashed in no time.

A million rounds for each of the many who sign in are a tenth of a run, and what they are good for is not what we test.
"""

from alongside.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
