"""Pages of learners (``mine``) and of those who teach (``classes``)."""
