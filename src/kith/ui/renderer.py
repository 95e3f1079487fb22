"""Django's form renderer with our field templates: set as settings.FORM_RENDERER."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class KithBoundField(BoundField):
    """A field without the browser's own checks: its bubbles vanish, cannot be translated and skip our words."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        return built


class KithRenderer(TemplatesSetting):
    """`{{ form.name.as_field_group }}` and `{{ form }}` come out as GOV.UK fields.

    Needs `django.forms` among the installed apps, for the templates of the plain widgets.
    """

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = KithBoundField
