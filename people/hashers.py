"""How passwords are stored (decision 0012)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ExamHallArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the least the OWASP Password Storage Cheat Sheet accepts.

    Django's own figures (100 MiB, eight lanes) cost a tenfold of processor time and 100 MiB for every sign-in that is
    being checked; a class that signs in together would stand at the door. Passwords stored with other figures are
    still accepted, and stored anew at the next sign-in.
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
