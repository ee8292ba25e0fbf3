"""Pages of cases: the candidate's own (``mine``), the officers' (``officers``)."""
