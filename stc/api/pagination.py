from rest_framework.pagination import CursorPagination


class StableCursorPagination(CursorPagination):
    """Pages by cursor: rows that come and go meanwhile are neither shown twice nor skipped.

    A view may name its ``ordering``; the primary key settles what is equal.
    """

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200

    def get_ordering(self, request, queryset, view) -> tuple[str, ...]:
        ordering = tuple(getattr(view, "ordering", ("pk",)))
        settled = {field.lstrip("-") for field in ordering} & {"pk", "id"}
        return ordering if settled else (*ordering, "pk")
