"""Django's own admin over the stored answers, and the addresses of both sides of the list workload."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path

from kith.children.models import EligibilityResult
from kith.config.urls import urlpatterns as of_the_service


class Site(admin.AdminSite):
    """Lets in whoever is signed in: Kith's people have no staff flag."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever is signed in may look."""
        return request.user.is_authenticated


class Answers(admin.ModelAdmin[EligibilityResult]):
    """The columns and filters of Kith's list, as Django's admin does them; with ``?_facets`` its figures too."""

    list_display = ("name_then", "age", "care_start", "answer", "missing", "soon", "asked")
    list_filter = ("answer", "area", "asked", ("near_miss_on", admin.EmptyFieldListFilter))
    search_fields = ("name_then",)
    ordering = ("name_then", "pk")
    list_per_page = 25
    actions: ClassVar[list[str]] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[EligibilityResult]:
        """The current answers of the person's own service."""
        service = request.user.service_id  # type: ignore[union-attr]
        return super().get_queryset(request).filter(service_id=service, run__is_current=True)

    def soon(self, row: EligibilityResult) -> str:
        """What changes within ninety days."""
        return row.near_miss["text"] if row.near_miss else ""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Kith's people have roles, not Django's permissions."""
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Kith's people have roles, not Django's permissions."""
        return True

    has_add_permission = has_change_permission = has_delete_permission = lambda *_: False


site = Site()
site.register(EligibilityResult, Answers)
urlpatterns = [path("admin/", site.urls), *of_the_service]
