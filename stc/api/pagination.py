from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
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

    def get_page_size(self, request) -> int:
        asked = request.query_params.get(self.page_size_query_param)
        if asked is None:
            return self.page_size
        if asked.isascii() and asked.isdecimal() and 1 <= int(asked[:9]) <= self.max_page_size:
            return int(asked)
        raise ValidationError(
            {self.page_size_query_param: _("Antara 1 dan %(most)s.") % {"most": self.max_page_size}}
        )

    def get_schema_operation_parameters(self, view) -> list[dict[str, object]]:
        parameters = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] = {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": self.max_page_size,
                    "default": self.page_size,
                }
        return parameters
